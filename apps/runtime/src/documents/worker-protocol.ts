/** What the answering thread asks of the thread that reads, checks and draws documents. */
import type { FlowSettings, KazooProfile } from '@callflow-studio/model'
import type { OperationId } from '@callflow-studio/model/api'
import type { PreviewedCall } from '@callflow-studio/model/scenario'
import type { HolidayQuery } from '../holidays/public-holidays.ts'
import type { answerQuestion } from './answer-question.ts'
import type { CallsToReplay } from './replay-calls.ts'
import type { Surroundings } from './surroundings.ts'
import type { Reached, TestedDocument } from './tests.ts'

/** Documents and bodies of requests are JSON as text: it is copied faster than what it holds. */
export type ToDocuments =
  | { kind: 'read'; operation: OperationId; text: string }
  | { kind: 'check'; text: string; flowId?: string | undefined; withReport: boolean; around: Surroundings }
  | { kind: 'judge'; text: string; flowId: string; before: string | null; around: Surroundings }
  | { kind: 'summarize'; draft: string; published: string | null }
  | { kind: 'mentions'; texts: readonly string[] }
  | { kind: 'import'; text: string; defaultProfile: KazooProfile; settings: Partial<FlowSettings> }
  | { kind: 'export'; text: string; defaultProfile: KazooProfile; withDiagnostics: boolean }
  | { kind: 'holiday-countries'; language: string }
  | { kind: 'holiday-regions'; country: string; language: string }
  | { kind: 'holidays'; query: HolidayQuery }
  | { kind: 'split-tests'; text: string }
  | {
      kind: 'run-tests'
      of: TestedDocument
      tests: readonly { id: string; text: string }[]
      others: readonly Reached[]
    }
  | { kind: 'try-tests'; of: TestedDocument; tests: string; seen: readonly string[] }
  | { kind: 'suggest-tests'; of: TestedDocument; covered: readonly Reached[] }
  | { kind: 'propose-test'; of: TestedDocument; call: PreviewedCall; name: string | null; taken: readonly string[] }
  | { kind: 'replay'; calls: CallsToReplay }
  | { kind: 'close' }

export type DocumentsAnswers = {
  [K in ToDocuments['kind']]: Awaited<ReturnType<(typeof answerQuestion)[K]>>
}
