/** Finds calls by what the list is filtered by, and by their words. */
import type { CallRow, CallsQuery, FoundCalls } from '../call-store.ts'
import { MARK_OF, markOfFlow, markOfOutcome, toSearchedTerms } from '../call-words.ts'
import { SELECTED } from './call-columns.ts'
import { allOf, type CallSql, type Condition, type Value, when } from './call-sql.ts'

/** With both `slow` and `failed`, a call that is either is listed: each has an index of its own, and a condition with both would have none. */
export async function findCalls(sql: CallSql, query: CallsQuery): Promise<Pick<FoundCalls, 'rows' | 'next'>> {
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
