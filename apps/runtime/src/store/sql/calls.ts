/**
 * Calls as the log lists, finds and counts them. They are made of its requests some time after these were written, so that
 * writing takes no longer; each question first makes what is missing (decision 0043). The SQL is the same for both databases but for
 * what `CallSql` hides.
 */
import type { CallProblem, CallRecord, CallRow, CallStore, CallsQuery, FoundCalls } from '../call-store.ts'
import { type CallTraffic, readTrafficKey } from '../call-traffic.ts'
import { MARK_OF, markOfFlow, markOfOutcome, type SearchedTerm, toSearchedTerms } from '../call-words.ts'
import { type CallDigest, digestCall, idOfKey, pathOf } from '../digest-call.ts'
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

export function createCalls(
  database: CallSqlDatabase,
): Pick<CallStore, 'digest' | 'listCalls' | 'requestsOf' | 'lookUpsOf' | 'traffic' | 'problems'> {
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

  async function problemOf(kind: CallProblem['kind'], calls: number, count: number, id: number): Promise<CallProblem> {
    const [row] = await database.all<CallRow>(`select ${SELECTED} from calls where id = ?`, [id])
    const { flowId = '', flowName = '', key = '', at = 0, error = null } = row ?? {}
    const requests = row ? await requestsOfKeys([key]) : []
    await database.loadSteps(requests)
    return {
      kind,
      flowId,
      flowName,
      calls: Number(calls),
      count: Number(count),
      key,
      at,
      error,
      path: pathOf(requests, database.stepsOf),
    }
  }

  async function requestsOfKeys(keys: readonly string[]): Promise<CallRecord[]> {
    const ids = keys.flatMap((key) => idOfKey(key) ?? [])
    const callIds = keys.filter((key) => idOfKey(key) === null)
    const alone = await requestsById(database, ids)
    return [...alone, ...(await requestsOf(database, callIds)).flat()].sort((a, b) => a.id - b.id)
  }

  async function digestNewest(endedBefore: number): Promise<boolean> {
    const begun = performance.now()
    let hasMore = true
    while (hasMore && performance.now() - begun < MAX_DIGEST_MS) hasMore = await digest(DIGESTED_AT_ONCE, endedBefore)
    return hasMore
  }

  return {
    digest,
    async problems(from, endedBefore) {
      await digestNewest(endedBefore)
      const counts = await database.all<Counts>(
        `select flow_id as "flowId", count(*) as calls,
           sum(case when outcome = 'error' then 1 else 0 end) as failed,
           max(case when outcome = 'error' then id end) as "lastFailed",
           sum(case when outcome = 'refused' then 1 else 0 end) as refused,
           max(case when outcome = 'refused' then id end) as "lastRefused"
         from calls where id >= ? and outcome <> 'test' group by flow_id`,
        [from * 1000],
      )
      const problems: CallProblem[] = []
      for (const { calls, failed, refused, lastFailed, lastRefused } of counts) {
        if (lastFailed !== null) problems.push(await problemOf('failed', calls, failed, lastFailed))
        if (lastRefused !== null) problems.push(await problemOf('refused', calls, refused, lastRefused))
      }
      return problems
    },
    async traffic({ flowId, version, from, to, endedBefore }) {
      await digestNewest(endedBefore)
      const { where, values } = allOf([
        ...when('flow_id = ?', flowId),
        ...when('hour >= ?', Math.floor(from / HOUR_MS)),
        ...when('hour <= ?', Math.floor(to / HOUR_MS)),
        ...when('version = ?', version),
      ])
      return database.all(
        `select kind, node_id as "nodeId", port, cast(sum(calls) as bigint) as calls, cast(sum(ms) as bigint) as ms
         from call_traffic ${where} group by kind, node_id, port`,
        values,
      )
    },
    requestsOf: requestsOfKeys,
    async lookUpsOf(flowId, limit) {
      const rows = await database.all<{ lookUps: string | null }>(
        'select look_ups as "lookUps" from call_requests where flow_id = ? order by id desc limit ?',
        [flowId, limit],
      )
      return rows.flatMap(({ lookUps }) => lookUps ?? [])
    },
    async listCalls(query) {
      const hasMore = await digestNewest(query.endedBefore)
      return { ...(await findCalls(database, query)), pending: hasMore ? await countPending(database) : 0 }
    },
  }
}

interface Counts {
  calls: number
  failed: number
  refused: number
  lastFailed: number | null
  lastRefused: number | null
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
  const fresh = await requestsById(sql, ids)
  const alone = fresh.filter(({ callId }) => callId === '').map((request): Requests => [request])
  const callIds = [...new Set(fresh.map(({ callId }) => callId))].filter((callId) => callId !== '')
  return [...alone, ...(await requestsOf(sql, callIds))]
}

async function requestsById(sql: CallSql, ids: readonly number[]): Promise<CallRecord[]> {
  if (ids.length === 0) return []
  const isOne = sql.isIn('id', ids)
  return sql.all<CallRecord>(`select ${sql.recordColumns} from call_requests where ${isOne.text}`, isOne.values)
}

/** Call by call, since a sender that gives all of its requests one Call-ID must not make each of them read all the others. */
async function requestsOf(sql: CallSql, callIds: readonly string[]): Promise<Requests[]> {
  const calls: Requests[] = []
  for (const callId of callIds) {
    const [first, ...rest] = await sql.all<CallRecord>(
      `select ${sql.recordColumns} from call_requests where call_id = ? order by id limit ${MAX_OF_CALL}`,
      [callId],
    )
    if (first) calls.push([first, ...rest])
  }
  return calls
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
    await saveFlows(sql, row, digest.flows)
    digest.row.id = row.id
  }
  await sql.setWords(digests.map(({ row, words }) => ({ id: row.id, words })))
  for (const [key, counted] of hours) await addTraffic(sql, key, counted)
}

async function saveFlows(
  sql: CallSql,
  { id, outcome, slow, failed }: CallRow,
  flows: CallDigest['flows'],
): Promise<void> {
  for (const { flowId, version } of flows)
    await sql.all(
      `insert into call_flows (flow_id, call, version, outcome, slow, failed) values (?, ?, ?, ?, ?, ?)
       on conflict (flow_id, call, version)
       do update set outcome = excluded.outcome, slow = excluded.slow, failed = excluded.failed`,
      [flowId, id, version, outcome, slow, failed],
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

/** With both `slow` and `failed`, a call that is either is listed: each has an index of its own, and a condition with both would have none. */
async function findCalls(sql: CallSql, query: CallsQuery): Promise<Pick<FoundCalls, 'rows' | 'next'>> {
  const { limit, slow, failed, text } = query
  const lists =
    slow && failed && text === undefined
      ? [
          { ...query, slow: false },
          { ...query, failed: false },
        ]
      : [query]
  const rows = new Map<number, CallRow>()
  for (const list of lists)
    for (const row of await (text === undefined ? selectCalls(sql, list) : searchCalls(sql, list)))
      rows.set(row.id, row)
  const page = [...rows.values()].sort((a, b) => b.id - a.id).slice(0, limit)
  return { rows: page, next: page.length === limit ? (page.at(-1)?.id ?? null) : null }
}

const when = (text: string, value: Value | undefined): Condition[] =>
  value === undefined ? [] : [{ text, values: [value] }]

/** What `calls` and `call_flows` both know of a call. @param id the column that holds its id */
const conditionsOf = ({ before, from, to, outcome, slow, failed }: CallsQuery, id: string): Condition[] => [
  ...when(`${id} < ?`, before),
  ...when(`${id} >= ?`, from === undefined ? undefined : from * 1000),
  ...when(`${id} < ?`, to === undefined ? undefined : to * 1000),
  ...when('outcome = ?', outcome),
  ...when('slow = ?', slow ? 1 : undefined),
  ...when('failed = ?', failed ? 1 : undefined),
]

const ofFlow = ({ flowId, version }: CallsQuery): Condition[] => [
  ...when('flow_id = ?', flowId),
  ...when('version = ?', version),
]

function selectCalls(sql: CallSql, query: CallsQuery): Promise<CallRow[]> {
  const { flowId, caller, limit } = query
  if (flowId !== undefined && caller === undefined) {
    const { where, values } = allOf([...ofFlow(query), ...conditionsOf(query, 'call')])
    return selectFound(sql, `select distinct call as id from call_flows ${where} order by call desc limit ?`, [
      ...values,
      limit,
    ])
  }
  const { where, values } = allOf([
    ...when('caller_number = ?', caller),
    ...conditionsOf(query, 'id'),
    ...(flowId === undefined ? [] : [hasFlow(query)]),
  ])
  return sql.all(`select ${SELECTED} from calls ${where} order by id desc limit ?`, [...values, limit])
}

function hasFlow(query: CallsQuery): Condition {
  const { where, values } = allOf([{ text: 'call = calls.id', values: [] }, ...ofFlow(query)])
  return { text: `exists (select 1 from call_flows ${where})`, values }
}

function allOf(conditions: readonly Condition[]): { where: string; values: Value[] } {
  const text = conditions.map((condition) => condition.text).join(' and ')
  return { where: text === '' ? '' : `where ${text}`, values: conditions.flatMap(({ values }) => values) }
}

/** @param ids a query for the ids of calls */
const selectFound = (sql: CallSql, ids: string, values: readonly Value[]): Promise<CallRow[]> =>
  sql.all(`select ${SELECTED} from (${ids}) as found join calls on calls.id = found.id order by calls.id desc`, values)

/** Calls with the words. What else the list is filtered by is a word of the index too. */
function searchCalls(sql: CallSql, query: CallsQuery): Promise<CallRow[]> {
  const { text = '', flowId, version, outcome, slow, failed, caller, before, from, to, limit } = query
  const terms = toSearchedTerms(text)
  if (terms === null) return Promise.resolve([])
  const marks = [slow ? MARK_OF.slow : null, failed ? MARK_OF.failed : null].flatMap((mark) =>
    mark ? [[exact(mark)]] : [],
  )
  const matches = sql.matches([
    ...terms,
    ...(flowId === undefined ? [] : [[[exact(markOfFlow(flowId, version))]]]),
    ...(outcome === undefined ? [] : [[[exact(markOfOutcome(outcome))]]]),
    ...(marks.length === 0 ? [] : [marks]),
  ])
  const id = sql.wordsId
  const span = { ...query, before, from, to, outcome: undefined, slow: false, failed: false }
  const { where, values } = allOf([
    matches,
    ...conditionsOf(span, id),
    ...when(`${id} in (select id from calls where caller_number = ?)`, caller),
  ])
  return selectFound(sql, `select ${id} as id from call_words ${where} order by ${id} desc limit ?`, [...values, limit])
}

const exact = (text: string) => ({ text, isBeginning: false })
