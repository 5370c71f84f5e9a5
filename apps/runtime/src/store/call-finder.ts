/** Finds requests by what people remember of a call, among those that a store shows it, newest first. */
import type { CallRecord, CallSearch, CallSummary, FoundCalls } from './call-store.ts'
import { pressedKeys } from './pressed-keys.ts'
import { holdsWord, type SearchTerms, toSearchTerms } from './search-terms.ts'

/** Requests that are looked at in one go. */
export const MAX_SEARCHED = 10_000
/** A call ends at 200 requests. */
export const MAX_OF_CALL = 200

export type SearchedCall = CallSummary & Pick<CallRecord, 'url' | 'requestType' | 'requestBody' | 'nodes'>

/** A step's title by its id, in lower case. */
export type TitlesOfVersion = ReadonlyMap<string, string>

export interface StepRow {
  id: string
  type: string
  name: string | null
}

/** @param kindTitles the title of each kind of step, for steps without a name */
export const toTitles = (steps: readonly StepRow[], kindTitles: CallSearch['kindTitles']): TitlesOfVersion =>
  new Map(steps.map(({ id, type, name }) => [id, (name || (kindTitles[type] ?? type)).toLowerCase()]))

export interface CallFinder {
  /** @returns false once enough are found: no further one is looked at */
  look: (call: SearchedCall) => boolean
  /** The calls of what is found: each is shown with all of its requests. */
  callIds: () => string[]
  /** @param others the other requests of these calls */
  finish: (others: Iterable<CallSummary>) => FoundCalls
}

/** @param titlesOf the steps of a version; none where it is gone or cannot be read */
export function createCallFinder(
  { text, limit }: Pick<CallSearch, 'text' | 'limit'>,
  titlesOf: (flowId: string, version: number) => TitlesOfVersion,
): CallFinder {
  const terms = toSearchTerms(text)
  const passedStep = createPassedStep(titlesOf)
  const found = new Map<number, CallSummary>()
  let calls = 0
  let searched = 0
  let last: SearchedCall | null = null
  return {
    look(call) {
      searched += 1
      last = call
      if (!found.has(call.id) && matches(call, terms, passedStep)) {
        calls += 1
        found.set(call.id, toSummary(call))
      }
      return calls < limit
    },
    callIds: () => [...new Set([...found.values()].map(({ callId }) => callId))].filter((callId) => callId !== ''),
    finish(others) {
      for (const other of others) found.set(other.id, other)
      const isDone = searched < MAX_SEARCHED && calls < limit
      return {
        rows: [...found.values()].sort((a, b) => b.id - a.id),
        next: isDone || last === null ? null : last.id,
        searchedTo: isDone || last === null ? null : last.at,
      }
    },
  }
}

function toSummary({ url, requestType, requestBody, nodes, ...summary }: SearchedCall): CallSummary {
  return summary
}

type Word = SearchTerms['words'][number]
/** Whether a request passed a step with this word in its title. */
type PassedStep = (row: SearchedCall, word: Word) => boolean

/** What costs most is looked at last, and only where it still matters. */
function matches(row: SearchedCall, { words, pressed }: SearchTerms, passedStep: PassedStep): boolean {
  const { callerName, callerNumber, called, callId, flowName, error } = row
  const said = `${callerName}\n${callerNumber}\n${called}\n${callId}\n${flowName}\n${error ?? ''}`.toLowerCase()
  const open = words.filter((word) => !holdsWord(said, word) && !passedStep(row, word))
  if (open.length === 0 && pressed.length === 0) return true
  const keys = pressedKeys(row.url, row.requestType, row.requestBody ?? '')
  return (
    pressed.every((wanted) => keys.includes(wanted)) && open.every((word) => keys.some((key) => holdsWord(key, word)))
  )
}

/** The steps of a version that have a word in their title are found once; of the trace nothing but their ids is looked at. */
function createPassedStep(titlesOf: (flowId: string, version: number) => TitlesOfVersion): PassedStep {
  const known = new Map<string, readonly string[]>()
  const idsWith = ({ flowId, version }: SearchedCall, word: Word): readonly string[] => {
    const key = `${version} ${flowId} ${word.text}`
    const found = known.get(key)
    if (found) return found
    const ids = [...titlesOf(flowId, version)].flatMap(([id, title]) => (holdsWord(title, word) ? [id] : []))
    const written = ids.map((id) => `"nodeId":${JSON.stringify(id)}`)
    known.set(key, written)
    return written
  }
  return (row, word) => idsWith(row, word).some((written) => row.nodes.includes(written))
}
