/** Which flows fail, and the newest call of each that does. */
import type { CallProblem, CallRow } from '../call-store.ts'
import { pathOf } from '../digest-call.ts'
import { SELECTED } from './call-columns.ts'
import type { CallSqlDatabase } from './call-sql.ts'
import { requestsOfKeys } from './requests-of-calls.ts'

/** @param from in milliseconds since 1970: of the calls that began after it */
export async function findProblems(database: CallSqlDatabase, from: number): Promise<CallProblem[]> {
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
    if (lastFailed !== null) problems.push(await problemOf(database, 'failed', calls, failed, lastFailed))
    if (lastRefused !== null) problems.push(await problemOf(database, 'refused', calls, refused, lastRefused))
  }
  return problems
}

interface Counts {
  calls: number
  failed: number
  refused: number
  lastFailed: number | null
  lastRefused: number | null
}

async function problemOf(
  database: CallSqlDatabase,
  kind: CallProblem['kind'],
  calls: number,
  count: number,
  id: number,
): Promise<CallProblem> {
  const [row] = await database.all<CallRow>(`select ${SELECTED} from calls where id = ?`, [id])
  const { flowId = '', flowName = '', key = '', at = 0, error = null } = row ?? {}
  const requests = row ? await requestsOfKeys(database, [key]) : []
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
