/** Calls in PostgreSQL. Words are a `tsvector` that the studio makes itself, so that the index needs no extension and no dictionary. */
import type { Pool, PoolClient } from 'pg'
import type { CallStore } from '../call-store.ts'
import type { SearchedTerm } from '../call-words.ts'
import type { CallSql, CallSqlDatabase } from '../sql/call-sql.ts'
import { createCalls as createCallsOver } from '../sql/calls.ts'
import type { StepKinds } from '../steps-of-version.ts'
import { inTransaction } from './in-transaction.ts'
import { DIGEST_LOCK } from './locks.ts'
import { createStepsStore } from './steps-of-versions.ts'

/** @param recordColumns all that `CallRecord` has, of the table `call_requests` */
export function createCalls(
  pool: Pool,
  recordColumns: string,
  kinds: StepKinds,
): Pick<CallStore, 'digest' | 'listCalls' | 'requestsOf' | 'lookUpsOf' | 'traffic' | 'problems' | 'removeOldTraffic'> {
  const steps = createStepsStore(pool, kinds)
  const over: CallSqlDatabase = {
    ...sqlOver(pool, recordColumns),
    transaction: (work) =>
      inTransaction(pool, async (client) => {
        await client.query(`select pg_advisory_xact_lock(${DIGEST_LOCK})`)
        return work(sqlOver(client, recordColumns))
      }),
    loadSteps: steps.load,
    stepsOf: steps.of,
  }
  return createCallsOver(over)
}

function sqlOver(client: Pool | PoolClient, recordColumns: string): CallSql {
  return {
    async all<Row>(text: string, values: readonly unknown[] = []) {
      const { rows } = await client.query(numbered(text), values.map(toValue))
      return rows as Row[]
    },
    isIn: (column, values) => ({
      text: `${column} in (select value::${typeof values[0] === 'string' ? 'text' : 'bigint'} from json_array_elements_text(?::json))`,
      values: [JSON.stringify(values)],
    }),
    matches: (terms) => ({ text: 'words @@ ?::tsquery', values: [terms.map(toQuery).join(' & ')] }),
    async setWords(all) {
      await client.query(
        `insert into call_words (id, words)
         select id, array_to_tsvector(array(select json_array_elements_text(words)))
         from json_to_recordset($1::json) as fresh (id bigint, words json)
         on conflict (id) do update set words = excluded.words`,
        [JSON.stringify(all)],
      )
    },
    recordColumns,
    wordsId: 'id',
  }
}

const toValue = (value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value)

const numbered = (text: string): string => {
  let number = 0
  return text.replace(/\?/g, () => `$${++number}`)
}

/** Words hold letters and digits only. */
const toQuery = (term: SearchedTerm): string =>
  `(${term
    .map(
      (words) => `(${words.map(({ text, isBeginning }) => (isBeginning ? `'${text}':*` : `'${text}'`)).join(' & ')})`,
    )
    .join(' | ')})`
