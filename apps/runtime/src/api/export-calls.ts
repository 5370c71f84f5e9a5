/** Calls as files, written page by page: a slow reader holds up nothing but its own file. */
import { wrapText } from '@callflow-studio/model'
import type { CallSummary } from '@callflow-studio/model/api'
import { stringify } from 'csv-stringify/sync'
import type { CallLog } from '../calls/call-log.ts'
import type { CallRecord, CallsQuery } from '../store/call-store.ts'
import { toDetail, toSummary } from './call-json.ts'
import type { ApiContext } from './pivot-url.ts'

type Filter = Omit<CallsQuery, 'endedBefore' | 'limit' | 'before'>
type Log = Pick<CallLog, 'listCalls' | 'requestsOf'>

/** Calls that are read at once. */
const PAGE = 200

export function exportCsv(context: ApiContext, log: Log, filter: Filter): Response {
  async function* lines(): AsyncGenerator<string> {
    yield `\uFEFF${toLines([COLUMNS.map(([title]) => title)])}`
    for await (const page of pagesOf(log, filter))
      yield toLines(page.map((call) => COLUMNS.map(([, of]) => wrapText(String(of(call) ?? ''), false, true))))
  }
  return download(context, lines(), 'text/csv; charset=utf-8', 'calls.csv')
}

export function exportNdjson(context: ApiContext, log: Log, filter: Filter): Response {
  async function* lines(): AsyncGenerator<string> {
    for await (const page of pagesOf(log, filter)) {
      const requests = new Map<string, CallRecord[]>()
      for (const request of await log.requestsOf(page.map(({ key }) => key))) {
        const key = request.callId || `request ${request.id}`
        requests.set(key, [...(requests.get(key) ?? []), request])
      }
      yield page
        .map((call) => `${JSON.stringify({ ...call, requests: (requests.get(call.key) ?? []).map(toDetail) })}\n`)
        .join('')
    }
  }
  return download(context, lines(), 'application/x-ndjson', 'calls.ndjson')
}

const COLUMNS: readonly [title: string, of: (call: CallSummary) => string | number | null][] = [
  ['Began', ({ at }) => at],
  ['Last request', ({ lastAt }) => lastAt],
  ['Call-ID', ({ callId }) => callId],
  ['Flow', ({ flowName }) => flowName],
  ['Version', ({ version }) => version],
  ['Caller name', ({ callerName }) => callerName],
  ['Caller number', ({ callerNumber }) => callerNumber],
  ['Called number', ({ to }) => to],
  ['Requests', ({ requests }) => requests],
  ['Slowest answer (ms)', ({ slowestMs }) => slowestMs],
  ['State', ({ outcome }) => outcome],
  ['Error', ({ error }) => error],
]

/** A lone line break inside a value has to be quoted too, which the library does for its own line ends only. */
const toLines = (rows: string[][]): string => stringify(rows, { record_delimiter: '\r\n', quoted_match: /[\r\n]/ })

async function* pagesOf(log: Log, filter: Filter): AsyncGenerator<CallSummary[]> {
  for (let before: number | null | undefined; before !== null; ) {
    const { rows, next } = await log.listCalls({ ...filter, limit: PAGE, before })
    yield rows.map(toSummary)
    before = next
  }
}

/** A page is read once the one before has been sent. */
function download(context: ApiContext, lines: AsyncGenerator<string>, type: string, name: string): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
  return context.body(body, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
  })
}
