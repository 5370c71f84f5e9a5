/** The call log, partitioned by day. Used by the call-log thread alone, so that no answer ever waits for it. */
import type { Pool } from 'pg'
import type { CallQuery, CallRecord, CallStore, CallSummary } from '../call-store.ts'
import { LANES } from '../lanes.ts'
import type { StepKinds } from '../steps-of-version.ts'
import { createDays } from './call-days.ts'
import { createRemoval } from './call-removal.ts'
import { createCalls } from './calls.ts'
import { cleanText } from './clean-text.ts'
import { createPool } from './pool.ts'

const QUERY_TIMEOUT_MS = 20_000

/** Columns in the order in which rows come, with their types. */
const COLUMNS = [
  ['id', 'bigint'],
  ['at', 'bigint'],
  ['call_id', 'text'],
  ['flow_id', 'text'],
  ['flow_name', 'text'],
  ['version', 'integer'],
  ['caller_name', 'text'],
  ['caller_number', 'text'],
  ['called', 'text'],
  ['hop', 'integer'],
  ['status', 'integer'],
  ['took_ms', 'double precision'],
  ['state', 'text'],
  ['error', 'text'],
  ['warnings', 'text'],
  ['is_test', 'integer'],
  ['asked_for', 'text'],
  ['method', 'text'],
  ['url', 'text'],
  ['request_type', 'text'],
  ['request_body', 'text'],
  ['response_type', 'text'],
  ['response_body', 'text'],
  ['nodes', 'text'],
  ['variables', 'text'],
  ['look_ups', 'text'],
] as const
const IN_SUMMARY = 16
const CALL_ID = 2
const TOOK_MS = 11
const JSON_TEXTS: readonly string[] = ['warnings', 'nodes', 'variables', 'look_ups']

const SUMMARY = COLUMNS.slice(0, IN_SUMMARY).map(selected).join(', ')
const ALL = COLUMNS.map(selected).join(', ')

const INSERT = `insert into call_requests (${COLUMNS.map(([name]) => name).join(', ')})
  select ${COLUMNS.map(([name]) => (name === 'at' ? 'to_timestamp(at / 1000.0)' : JSON_TEXTS.includes(name) ? `${name}::json` : name)).join(', ')}
  from json_to_recordset($1::json) as fresh (${COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ')})
  on conflict (id) do nothing returning id`

export function openCallStore(databaseUrl: string, kinds: StepKinds): CallStore {
  const pool = createPool(databaseUrl, { max: 2, timeoutMs: QUERY_TIMEOUT_MS }, () => undefined)
  const days = createDays(pool)

  async function insertAll(rows: readonly Row[]): Promise<Row[]> {
    await days.add(rows.map(([id]) => Number(id)))
    const values = [JSON.stringify(rows.map(toRecord))]
    const { rows: done } = await pool
      .query<{ id: number }>({ name: 'insert-calls', text: INSERT, values })
      .catch((error: unknown) => {
        days.forget() // another server may have dropped one
        throw error
      })
    const ids = new Set(done.map(({ id }) => id))
    return rows.filter(([id]) => !ids.has(Number(id)))
  }

  /** Another server may have taken the id; a batch that comes again has taken it itself. */
  async function insertApart([id, ...row]: Row): Promise<void> {
    for (let next = Number(id); ; next++) {
      const { rowCount } = await pool.query(
        'select from call_requests where id = $1 and call_id = $2 and took_ms = $3',
        [next, row[CALL_ID - 1], row[TOOK_MS - 1]],
      )
      if ((rowCount ?? 0) > 0 || (await insertAll([[next, ...row]])).length === 0) return
    }
  }

  return {
    async insert(rows) {
      if (rows.length === 0) return
      for (const row of await insertAll(rows)) await insertApart(row)
      await pool.query("select nextval('call_log_marks')")
    },
    list: (query) => listCalls(pool, query),
    ...createCalls(pool, ALL, kinds),
    async find(id) {
      const { rows } = await pool.query<CallRecord>(`select ${ALL} from call_requests where id = $1`, [id])
      return rows[0] ?? null
    },
    async countsBetween(from, to, exceptLane) {
      const span = [from * 1000, to * 1000, exceptLane]
      const isCounted = `is_test = 0 and id >= $1 and id < $2 and ($3::integer is null or id % ${LANES} <> $3)`
      const { rows: hours } = await pool.query(
        `select flow_id as "flowId", extract(hour from at at time zone 'UTC')::integer as hour,
           count(*) filter (where hop = 1) as calls, count(*) filter (where state = 'error') as errors
         from call_requests where ${isCounted} group by flow_id, 2`,
        span,
      )
      const { rows: took } = await pool.query(
        `select round(took_ms::numeric, 1)::double precision as "tookMs", count(*) as count
         from call_requests where ${isCounted} group by 1`,
        span,
      )
      return { hours, took }
    },
    async mark() {
      const { rows } = await pool.query<{ mark: number }>('select last_value as mark from call_log_marks')
      return rows[0]?.mark ?? 0
    },
    ...createRemoval(pool, days),
    close: () => pool.end(),
  }
}

type Row = readonly unknown[]

/** As a field of a record. */
function selected([column]: (typeof COLUMNS)[number]): string {
  const field = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return column === 'at' ? '(extract(epoch from at) * 1000)::bigint as at' : `${column} as "${field}"`
}

const toRecord = (row: Row): Record<string, unknown> =>
  Object.fromEntries(
    COLUMNS.map(([name], index) => {
      const value = row[index]
      return [name, typeof value === 'string' ? cleanText(value.toWellFormed()) : value]
    }),
  )

async function listCalls(pool: Pool, { limit, ...query }: CallQuery): Promise<CallSummary[]> {
  const { where, values } = conditionsOf(query)
  const { rows } = await pool.query<CallSummary>(
    `select ${SUMMARY} from call_requests ${where} order by id desc limit ${limit}`,
    values,
  )
  return rows
}

const CONDITIONS = {
  before: 'id <',
  after: 'id >',
  flowId: 'flow_id =',
  callId: 'call_id =',
  state: 'state =',
} as const

function conditionsOf(query: Partial<Record<keyof typeof CONDITIONS, string | number | undefined>>): {
  where: string
  values: unknown[]
} {
  const values: unknown[] = []
  const parts = (Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[]).flatMap((name) =>
    query[name] === undefined ? [] : [`${CONDITIONS[name]} $${values.push(query[name])}`],
  )
  return { where: parts.length === 0 ? '' : `where ${parts.join(' and ')}`, values }
}
