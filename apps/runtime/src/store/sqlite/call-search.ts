/**
 * Finds requests by what people remember of a call. An index over all of it would take a third of the log's size and of
 * its writing time; so the newest requests are read one by one, at most so many at once, and the reader is told how far
 * it went. 10,000 requests take about 0.1 s.
 */
import type { Database } from 'better-sqlite3'
import { createCallFinder, MAX_OF_CALL, MAX_SEARCHED, type SearchedCall } from '../call-finder.ts'
import type { CallSearch, CallSummary, FoundCalls } from '../call-store.ts'
import type { StepTitles } from './step-titles.ts'

/** @param columns what the list shows of a request */
export function createCallSearch(
  database: Database,
  columns: readonly string[],
  titles: StepTitles,
): (search: CallSearch) => FoundCalls {
  const list = columns.join(', ')
  const newest = database.prepare<[Record<string, unknown>], SearchedCall>(
    `select ${list}, url, request_type as requestType, request_body as requestBody, nodes from call_requests
    where id < @before and (@flowId is null or flow_id = @flowId) and (@state is null or state = @state)
    order by id desc limit ${MAX_SEARCHED}`,
  )
  const ofCall = database.prepare<[string], CallSummary>(
    `select ${list} from call_requests where call_id = ? order by id desc limit ${MAX_OF_CALL}`,
  )

  return ({ before, flowId, state, kindTitles, ...wanted }) => {
    const finder = createCallFinder(wanted, (flow, version) => titles.of(flow, version, kindTitles))
    const limits = { before: before ?? Number.MAX_SAFE_INTEGER, flowId: flowId ?? null, state: state ?? null }
    for (const call of newest.iterate(limits)) if (!finder.look(call)) break
    return finder.finish(finder.callIds().flatMap((callId) => ofCall.all(callId)))
  }
}
