/**
 * Calls as the log lists, finds and counts them. They are made of its requests some time after these were written, so that
 * writing takes no longer; each question first makes what is missing (decision 0043). The SQL is the same for both databases but for
 * what `CallSql` hides.
 */
import type { CallRecord, CallRow, CallStore, CallsQuery, FoundCalls } from '../call-store.ts'
import { type CallTraffic, readTrafficKey } from '../call-traffic.ts'
import { type SearchedTerm, toSearchedTerms } from '../call-words.ts'
import { type CallDigest, digestCall } from '../digest-call.ts'
import type { StepsOfVersion } from '../steps-of-version.ts'

type Value = string | number | null

/** Queries with `?` for each value. */
export interface CallSql {
  all: <Row>(text: string, values?: readonly Value[]) => Promise<Row[]>
  /** A condition that holds where the column is one of several values. */
  isIn: (column: string, values: readonly (string | number)[]) => Condition
  /** The column of `call_words` that holds the id of the call. */
  wordsId: string
  /** A condition that holds where a call has the words, of the table `call_words`. */
  matches: (terms: readonly SearchedTerm[]) => Condition
  setWords: (words: readonly { id: number; words: readonly string[] }[]) => Promise<void>
  /** Columns of a table with all that `CallRecord` has. */
  recordColumns: string
}

interface Condition {
  text: string
  values: readonly Value[]
}

export interface CallSqlDatabase extends CallSql {
  /** Nobody else makes calls meanwhile. */
  transaction: <T>(work: (sql: CallSql) => Promise<T>) => Promise<T>
  /** Reads what `stepsOf` is to know. */
  loadSteps: (versions: readonly { flowId: string; version: number }[]) => Promise<void>
  stepsOf: (flowId: string, version: number) => StepsOfVersion
}

/** A call ends at 200 requests. */
const MAX_OF_CALL = 200
/** Requests that become part of calls at once, before a question is answered, and for how long at most. */
const DIGESTED_AT_ONCE = 200
const MAX_DIGEST_MS = 150
/** Calls that a search looks at in one go, where filters beside the text let few of them through. */
const SEARCHED_AT_ONCE = 500
const MAX_SEARCHED = 20_000
const HOUR_MS = 60 * 60 * 1000

const COLUMNS = {
  id: 'id',
  key: 'key',
  callId: 'call_id',
  lastId: 'last_id',
  at: 'at',
  lastAt: 'last_at',
  flowId: 'flow_id',
  flowName: 'flow_name',
  version: 'version',
  callerName: 'caller_name',
  callerNumber: 'caller_number',
  called: 'called',
  requests: 'requests',
  slowestMs: 'slowest_ms',
  status: 'status',
  outcome: 'outcome',
  error: 'error',
  hasWarning: 'has_warning',
  slow: 'slow',
  failed: 'failed',
} as const satisfies Record<keyof CallRow, string>
const NAMES = Object.keys(COLUMNS) as (keyof CallRow)[]
const SELECTED = NAMES.map((name) => `calls.${COLUMNS[name]} as "${name}"`).join(', ')
const SAVE = `insert into calls (${Object.values(COLUMNS).join(', ')}, traffic)
  values (${NAMES.map(() => '?').join(', ')}, ?) on conflict (id) do update set
  ${Object.values(COLUMNS)
    .filter((column) => column !== 'id')
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}, traffic = excluded.traffic`

export function createCalls(database: CallSqlDatabase): Pick<CallStore, 'digest' | 'listCalls'> {
  async function digest(limit: number, endedBefore: number): Promise<boolean> {
    return database.transaction(async (sql) => {
      const pending = await sql.all<{ id: number }>('select id from call_pending order by id desc limit ?', [limit])
      const ids = pending.map(({ id }) => id)
      const open = pending.length < limit ? await listOver(sql, limit - pending.length, endedBefore) : []
      if (ids.length === 0 && open.length === 0) return false
      await removeWhere(sql, 'call_pending', sql.isIn('id', ids))
      await saveCalls(
        database,
        sql,
        [...(await groupRequests(sql, ids)), ...(await requestsOf(sql, open))],
        endedBefore,
      )
      return pending.length === limit
    })
  }

  return {
    digest,
    async listCalls(query) {
      const begun = performance.now()
      let hasMore = true
      while (hasMore && performance.now() - begun < MAX_DIGEST_MS)
        hasMore = await digest(DIGESTED_AT_ONCE, query.endedBefore)
      const found = query.text === undefined ? await findCalls(database, query) : await searchCalls(database, query)
      return { ...found, pending: hasMore ? await countPending(database) : 0 }
    },
  }
}

/** Keys of calls that have just ended, since no further request came. */
async function listOver(sql: CallSql, limit: number, endedBefore: number): Promise<string[]> {
  const rows = await sql.all<{ key: string }>(
    `select key from calls where outcome = 'waiting' and last_id < ? order by last_id limit ?`,
    [endedBefore * 1000, limit],
  )
  return rows.map(({ key }) => key)
}

type Requests = [CallRecord, ...CallRecord[]]

/** All requests of the calls of which these are some. */
async function groupRequests(sql: CallSql, ids: readonly number[]): Promise<Requests[]> {
  if (ids.length === 0) return []
  const isOne = sql.isIn('id', ids)
  const fresh = await sql.all<CallRecord>(
    `select ${sql.recordColumns} from call_requests where ${isOne.text}`,
    isOne.values,
  )
  const alone = fresh.filter(({ callId }) => callId === '').map((request): Requests => [request])
  const callIds = [...new Set(fresh.map(({ callId }) => callId))].filter((callId) => callId !== '')
  return [...alone, ...(await requestsOf(sql, callIds))]
}

async function requestsOf(sql: CallSql, callIds: readonly string[]): Promise<Requests[]> {
  if (callIds.length === 0) return []
  const isOne = sql.isIn('call_id', callIds)
  const all = await sql.all<CallRecord>(
    `select ${sql.recordColumns} from call_requests where ${isOne.text} order by id`,
    isOne.values,
  )
  const byCall = new Map<string, Requests>()
  for (const request of all) {
    const known = byCall.get(request.callId)
    if (!known) byCall.set(request.callId, [request])
    else if (known.length < MAX_OF_CALL) known.push(request)
  }
  return [...byCall.values()]
}

/** What is stored of a call already: its id stays, and what it has added to the traffic is not added again. */
interface Stored {
  id: number
  key: string
  traffic: string
  at: number
}

async function saveCalls(
  { loadSteps, stepsOf }: CallSqlDatabase,
  sql: CallSql,
  calls: readonly Requests[],
  endedBefore: number,
): Promise<void> {
  await loadSteps(calls.flat())
  const digests = calls.map((requests) => digestCall(requests, endedBefore, stepsOf))
  const isOne = sql.isIn(
    'key',
    digests.map(({ row }) => row.key),
  )
  const stored = new Map<string, Stored>()
  for (const known of await sql.all<Stored>(`select id, key, traffic, at from calls where ${isOne.text}`, isOne.values))
    stored.set(known.key, known)
  const hours = new Map<string, Counted>()
  for (const digest of digests) {
    const before = stored.get(digest.row.key)
    const row = { ...digest.row, id: before?.id ?? digest.row.id, at: before?.at ?? digest.row.at }
    countChange(hours, row.at, before ? JSON.parse(before.traffic) : {}, digest.traffic)
    await sql.all(SAVE, [...NAMES.map((name) => row[name]), JSON.stringify(digest.traffic)])
    await saveFlows(sql, row.id, digest.flows)
    digest.row.id = row.id
  }
  await sql.setWords(digests.map(({ row, words }) => ({ id: row.id, words })))
  for (const [key, counted] of hours) await addTraffic(sql, key, counted)
}

async function saveFlows(sql: CallSql, call: number, flows: CallDigest['flows']): Promise<void> {
  for (const { flowId, version } of flows)
    await sql.all(
      'insert into call_flows (flow_id, call, version) values (?, ?, ?) on conflict (flow_id, call, version) do nothing',
      [flowId, call, version],
    )
}

interface Counted {
  hour: number
  calls: number
  ms: number
}

/** Adds what a call is now, and takes away what it was before: a call that goes on has not ended where it was. */
function countChange(hours: Map<string, Counted>, at: number, before: CallTraffic, now: CallTraffic): void {
  const hour = Math.floor(at / HOUR_MS)
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const calls = Number(key in now) - Number(key in before)
    const ms = Math.round((now[key] ?? 0) - (before[key] ?? 0))
    if (calls === 0 && ms === 0) continue
    const name = `${hour} ${key}`
    const known = hours.get(name) ?? { hour, calls: 0, ms: 0 }
    hours.set(name, { hour, calls: known.calls + calls, ms: known.ms + ms })
  }
}

async function addTraffic(sql: CallSql, name: string, { hour, calls, ms }: Counted): Promise<void> {
  const { flowId, version, kind, nodeId, port } = readTrafficKey(name.slice(name.indexOf(' ') + 1))
  await sql.all(
    `insert into call_traffic (flow_id, hour, version, kind, node_id, port, calls, ms) values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (flow_id, hour, version, kind, node_id, port)
     do update set calls = call_traffic.calls + excluded.calls, ms = call_traffic.ms + excluded.ms`,
    [flowId, hour, version, kind, nodeId, port, calls, ms],
  )
}

async function removeWhere(sql: CallSql, table: string, { text, values }: Condition): Promise<void> {
  await sql.all(`delete from ${table} where ${text}`, values)
}

async function countPending(sql: CallSql): Promise<number> {
  const [row] = await sql.all<{ count: number }>('select count(*) as count from call_pending')
  return row?.count ?? 0
}

type Found = Omit<FoundCalls, 'pending'>

async function findCalls(sql: CallSql, query: CallsQuery): Promise<Found> {
  const { limit, slow, failed } = query
  // Either has an index of its own; a condition with both would have none.
  const lists =
    slow && failed
      ? [
          { ...query, slow: false },
          { ...query, failed: false },
        ]
      : [query]
  const rows = new Map<number, CallRow>()
  for (const list of lists)
    for (const row of await selectCalls(sql, conditionsOf(list), drivesByFlow(list), limit)) rows.set(row.id, row)
  const page = [...rows.values()].sort((a, b) => b.id - a.id).slice(0, limit)
  return { rows: page, next: page.length === limit ? (page.at(-1)?.id ?? null) : null, searchedTo: null }
}

/** Few calls are slow, failed, or of one caller: those are looked through then. */
const drivesByFlow = ({ flowId, slow, failed, caller, outcome }: CallsQuery): boolean =>
  flowId !== undefined && !slow && !failed && caller === undefined && outcome === undefined

function conditionsOf(query: CallsQuery): Condition[] {
  const { before, from, to, outcome, slow, failed, caller, flowId, version } = query
  const is = (text: string, value: Value | undefined): Condition[] =>
    value === undefined ? [] : [{ text, values: [value] }]
  return [
    ...is('calls.id < ?', before),
    ...is('calls.id >= ?', from === undefined ? undefined : from * 1000),
    ...is('calls.id < ?', to === undefined ? undefined : to * 1000),
    ...is('calls.outcome = ?', outcome),
    ...(slow ? [{ text: 'calls.slow = 1', values: [] }] : []),
    ...(failed ? [{ text: 'calls.failed = 1', values: [] }] : []),
    ...is('calls.caller_number = ?', caller),
    ...(flowId === undefined ? [] : [ofFlow(flowId, version)]),
  ]
}

const ofFlow = (flowId: string, version: number | undefined): Condition => ({
  text: `exists (select 1 from call_flows where call = calls.id and flow_id = ?${version === undefined ? '' : ' and version = ?'})`,
  values: version === undefined ? [flowId] : [flowId, version],
})

async function selectCalls(
  sql: CallSql,
  conditions: readonly Condition[],
  isByFlow: boolean,
  limit: number,
): Promise<CallRow[]> {
  const where = conditions.map(({ text }) => text).join(' and ')
  const values = conditions.flatMap((condition) => condition.values)
  if (!isByFlow)
    return sql.all(`select ${SELECTED} from calls ${where && `where ${where}`} order by calls.id desc limit ?`, [
      ...values,
      limit,
    ])
  const flow = conditions.at(-1)
  const rest = conditions.slice(0, -1)
  const [flowId = '', version] = flow?.values ?? []
  const ofCall = rest.map(({ text }) => text.replaceAll('calls.id', 'call')).join(' and ')
  return sql.all(
    `select ${SELECTED} from (select distinct call from call_flows where flow_id = ? ${version === undefined ? '' : 'and version = ?'}
       ${ofCall && `and ${ofCall}`} order by call desc limit ?) as found join calls on calls.id = found.call
     order by calls.id desc`,
    [flowId, ...(version === undefined ? [] : [version]), ...rest.flatMap((condition) => condition.values), limit],
  )
}

/** Calls with the words, some hundred at a time, of which the filters let some through. */
async function searchCalls(sql: CallSql, query: CallsQuery): Promise<Found> {
  const terms = toSearchedTerms(query.text ?? '')
  if (terms === null) return { rows: [], next: null, searchedTo: null }
  const matches = sql.matches(terms)
  const { from, to, limit } = query
  const first = from === undefined ? 0 : from * 1000
  let before = Math.min(query.before ?? Number.MAX_SAFE_INTEGER, to === undefined ? Number.MAX_SAFE_INTEGER : to * 1000)
  const conditions = conditionsOf({
    ...query,
    before: undefined,
    from: undefined,
    to: undefined,
    slow: false,
    failed: false,
  })
  const rows: CallRow[] = []
  for (let searched = 0; searched < MAX_SEARCHED; searched += SEARCHED_AT_ONCE) {
    const ids = await sql.all<{ id: number }>(
      `select ${sql.wordsId} as id from call_words where ${matches.text} and ${sql.wordsId} < ? and ${sql.wordsId} >= ?
       order by ${sql.wordsId} desc limit ?`,
      [...matches.values, before, first, SEARCHED_AT_ONCE],
    )
    const isOne = sql.isIn(
      'calls.id',
      ids.map(({ id }) => id),
    )
    const found = await selectCalls(sql, [isOne, ...conditions], false, SEARCHED_AT_ONCE)
    rows.push(...found.filter((row) => isWanted(row, query)))
    if (rows.length >= limit) {
      const page = rows.slice(0, limit)
      return { rows: page, next: page.at(-1)?.id ?? null, searchedTo: page.at(-1)?.at ?? null }
    }
    const last = ids.at(-1)?.id
    if (last === undefined || ids.length < SEARCHED_AT_ONCE) return { rows, next: null, searchedTo: null }
    before = last
  }
  return { rows, next: before, searchedTo: Math.floor(before / 1000) }
}

const isWanted = ({ slow, failed }: CallRow, query: CallsQuery): boolean =>
  !(query.slow || query.failed) || (query.slow && slow === 1) || (query.failed && failed === 1)
