/**
 * Finds requests by what people remember of a call. An index over all of it would take a third of the log's size and of
 * its writing time; so the newest requests are read one by one, at most so many at once, and the reader is told how far
 * it went. 10,000 requests take about 0.1 s.
 */
import type { Database } from 'better-sqlite3'
import type { CallRecord, CallSearch, CallSummary, FoundCalls } from '../call-store.ts'
import { pressedKeys } from './pressed-keys.ts'
import { holdsWord, type SearchTerms, toSearchTerms } from './search-terms.ts'
import type { StepTitles } from './step-titles.ts'

/** Requests that are looked at in one go. */
export const MAX_SEARCHED = 10_000

type SearchedRow = CallSummary & Pick<CallRecord, 'url' | 'requestType' | 'requestBody' | 'nodes'>

/** @param columns what the list shows of a request */
export function createCallSearch(
  database: Database,
  columns: readonly string[],
  titles: StepTitles,
): (search: CallSearch) => FoundCalls {
  const list = columns.join(', ')
  const newest = database.prepare<[Record<string, unknown>], SearchedRow>(
    `select ${list}, url, request_type as requestType, request_body as requestBody, nodes from call_requests
    where id < @before and (@flowId is null or flow_id = @flowId) and (@state is null or state = @state)
    order by id desc limit ${MAX_SEARCHED}`,
  )
  const ofCall = database.prepare<[string], CallSummary>(
    `select ${list} from call_requests where call_id = ? order by id desc limit ${MAX_OF_CALL}`,
  )

  return ({ before, flowId, state, limit, text, kindTitles }) => {
    const terms = toSearchTerms(text)
    const passedStep = createPassedStep(titles, kindTitles)
    const wanted = { before: before ?? Number.MAX_SAFE_INTEGER, flowId: flowId ?? null, state: state ?? null }
    const found = new Map<number, CallSummary>()
    let calls = 0
    let searched = 0
    let last: SearchedRow | null = null
    for (const row of newest.iterate(wanted)) {
      searched += 1
      last = row
      if (found.has(row.id) || !matches(row, terms, passedStep)) continue
      calls += 1
      found.set(row.id, toSummary(row))
      if (calls === limit) break
    }
    // A call that is found is shown with all of its requests.
    for (const callId of new Set([...found.values()].map(({ callId }) => callId)))
      if (callId !== '') for (const row of ofCall.all(callId)) found.set(row.id, row)
    const isDone = searched < MAX_SEARCHED && calls < limit
    return {
      rows: [...found.values()].sort((a, b) => b.id - a.id),
      next: isDone || last === null ? null : last.id,
      searchedTo: isDone || last === null ? null : last.at,
    }
  }
}

/** A call ends at 200 requests. */
const MAX_OF_CALL = 200

function toSummary({ url, requestType, requestBody, nodes, ...summary }: SearchedRow): CallSummary {
  return summary
}

type Word = SearchTerms['words'][number]
/** Whether a request passed a step with this word in its title. */
type PassedStep = (row: SearchedRow, word: Word) => boolean

/** What costs most is looked at last, and only where it still matters. */
function matches(row: SearchedRow, { words, pressed }: SearchTerms, passedStep: PassedStep): boolean {
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
function createPassedStep(titles: StepTitles, kindTitles: CallSearch['kindTitles']): PassedStep {
  const known = new Map<string, readonly string[]>()
  const idsWith = ({ flowId, version }: SearchedRow, word: Word): readonly string[] => {
    const key = `${version} ${flowId} ${word.text}`
    const found = known.get(key)
    if (found) return found
    const ids = [...titles.of(flowId, version, kindTitles)].flatMap(([id, title]) =>
      holdsWord(title, word) ? [id] : [],
    )
    const written = ids.map((id) => `"nodeId":${JSON.stringify(id)}`)
    known.set(key, written)
    return written
  }
  return (row, word) => idsWith(row, word).some((written) => row.nodes.includes(written))
}
