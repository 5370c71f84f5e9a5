/** The documents’ thread: a document of thousands of steps takes seconds, in which no call must wait. */
import { serveThread } from '../threads/serve-thread.ts'
import { answerQuestion } from './answer-question.ts'
import type { ToDocuments } from './worker-protocol.ts'

await serveThread<ToDocuments>(async () => (question) => {
  const answer = answerQuestion[question.kind] as (question: ToDocuments) => unknown
  return answer(question)
})
