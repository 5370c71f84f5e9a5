/** Everything that reads a document as a whole: away from the thread that answers calls, unless it is small. */
import type { FlowSettings, KazooProfile } from '@callflow-studio/model'
import type { OperationId } from '@callflow-studio/model/api'
import type { PreviewedCall } from '@callflow-studio/model/scenario'
import type { HolidayQuery } from '../holidays/public-holidays.ts'
import type { Thread } from '../threads/thread.ts'
import { answerQuestion } from './answer-question.ts'
import type { readRequest } from './read-request.ts'
import type { CallsToReplay, DocumentToReplay } from './replay-calls.ts'
import { gatherSurroundings, type Known } from './surroundings.ts'
import type { Reached, TestedDocument } from './tests.ts'
import type { DocumentsAnswers, ToDocuments } from './worker-protocol.ts'

export interface Documents {
  /** Reads the body of a request that holds a document. */
  read: (operation: OperationId, text: string) => Promise<ReturnType<typeof readRequest>>
  /** @returns a `Validation` as JSON */
  check: (
    text: string,
    options: { flowId?: string | undefined; withReport: boolean },
  ) => Promise<DocumentsAnswers['check']>
  /** @param before the version before; null where there is none */
  judge: (text: string, flowId: string, before: string | null) => Promise<DocumentsAnswers['judge']>
  summarize: (draft: string, published: string | null) => Promise<DocumentsAnswers['summarize']>
  /** Which tables and secrets it names. */
  mentions: (texts: readonly string[]) => Promise<DocumentsAnswers['mentions']>
  /** @param text the body of a request @param settings of new flows in this installation */
  import: (text: string, settings: Partial<FlowSettings>) => Promise<DocumentsAnswers['import']>
  /** @param withDiagnostics the callflow with what its KAZOO lacks of it */
  export: (text: string, withDiagnostics: boolean) => Promise<DocumentsAnswers['export']>
  /** A document with what it names, to be given to `replay` any number of times. */
  toReplay: (text: string) => Promise<DocumentToReplay>
  /** Replays some calls of the log. */
  replay: (calls: CallsToReplay) => Promise<DocumentsAnswers['replay']>
  /** The library of public holidays is large: it is loaded in the thread alone. */
  holidayCountries: (language: string) => Promise<DocumentsAnswers['holiday-countries']>
  holidayRegions: (country: string, language: string) => Promise<DocumentsAnswers['holiday-regions']>
  publicHolidays: (query: HolidayQuery) => Promise<DocumentsAnswers['holidays']>
  /** @param text of one test or several */
  splitTests: (text: string) => Promise<DocumentsAnswers['split-tests']>
  /** @param others what tests got to that are not run */
  runTests: (
    draft: TestedDraft,
    tests: readonly { id: string; text: string }[],
    others: readonly Reached[],
  ) => Promise<DocumentsAnswers['run-tests']>
  /** @param seen look-ups of real calls, as the log has them */
  tryTests: (draft: TestedDraft, tests: string, seen: readonly string[]) => Promise<DocumentsAnswers['try-tests']>
  /** @param covered what the tests of the flow get to */
  suggestTests: (draft: TestedDraft, covered: readonly Reached[]) => Promise<DocumentsAnswers['suggest-tests']>
  /** @param name null: it is named by what happens @param taken names of tests that there are */
  proposeTest: (
    draft: TestedDraft,
    call: PreviewedCall,
    name: string | null,
    taken: readonly string[],
  ) => Promise<DocumentsAnswers['propose-test']>
}

/** A flow whose calls are tested. */
type TestedDraft = Omit<TestedDocument, 'around'>

/** In characters. What is shorter is done sooner than a thread that may be busy could answer. */
const SMALL = 64 * 1024

export function createDocuments(
  thread: Pick<Thread<ToDocuments, DocumentsAnswers>, 'ask'>,
  known: Known & { defaultProfile: KazooProfile },
): Documents {
  const { defaultProfile } = known
  /** With the flows that publishing it would find. */
  const surrounded = async (draft: TestedDraft): Promise<TestedDocument> => {
    const { flows } = await gatherSurroundings(known, draft.text)
    return { ...draft, around: { defaultProfile, flows } }
  }
  return {
    async read(operation, text) {
      const question = { kind: 'read', operation, text } as const
      return text.length <= SMALL ? answerQuestion.read(question) : thread.ask(question)
    },
    check: async (text, options) =>
      thread.ask({ kind: 'check', text, ...options, around: await gatherSurroundings(known, text) }),
    judge: async (text, flowId, before) =>
      thread.ask({ kind: 'judge', text, flowId, before, around: await gatherSurroundings(known, text) }),
    async summarize(draft, published) {
      const question = { kind: 'summarize', draft, published } as const
      const isSmall = draft.length + (published?.length ?? 0) <= SMALL
      return isSmall ? answerQuestion.summarize(question) : thread.ask(question)
    },
    async mentions(texts) {
      const question = { kind: 'mentions', texts } as const
      const isSmall = texts.reduce((sum, { length }) => sum + length, 0) <= SMALL
      return isSmall ? answerQuestion.mentions(question) : thread.ask(question)
    },
    import: (text, settings) => thread.ask({ kind: 'import', text, defaultProfile, settings }),
    export: (text, withDiagnostics) => thread.ask({ kind: 'export', text, defaultProfile, withDiagnostics }),
    toReplay: async (text) => ({ text, around: await gatherSurroundings(known, text) }),
    replay: (calls) => thread.ask({ kind: 'replay', calls }),
    holidayCountries: (language) => thread.ask({ kind: 'holiday-countries', language }),
    holidayRegions: (country, language) => thread.ask({ kind: 'holiday-regions', country, language }),
    publicHolidays: (query) => thread.ask({ kind: 'holidays', query }),
    splitTests: (text) => thread.ask({ kind: 'split-tests', text }),
    runTests: async (draft, tests, others) =>
      thread.ask({ kind: 'run-tests', of: await surrounded(draft), tests, others }),
    tryTests: async (draft, tests, seen) => thread.ask({ kind: 'try-tests', of: await surrounded(draft), tests, seen }),
    suggestTests: async (draft, covered) => thread.ask({ kind: 'suggest-tests', of: await surrounded(draft), covered }),
    proposeTest: async (draft, call, name, taken) =>
      thread.ask({ kind: 'propose-test', of: await surrounded(draft), call, name, taken }),
  }
}
