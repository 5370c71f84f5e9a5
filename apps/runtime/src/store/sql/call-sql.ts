/** What the queries of the call log need of a database: their SQL is the same for both but for what is hidden here. */
import type { SearchedTerm } from '../call-words.ts'
import type { StepsOfVersion } from '../steps-of-version.ts'

export type Value = string | number | null

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

export interface Condition {
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

/** Rows in one statement: more of them would make the text of a statement, which is kept, one of many. */
const INSERTED_AT_ONCE = 50

/**
 * Many rows in few statements: a round trip for each took most of the time.
 * @param rest what follows the values, such as what is done with rows that are there already
 */
export async function insertAll(
  sql: Pick<CallSql, 'all'>,
  into: string,
  rows: readonly (readonly Value[])[],
  rest: string,
): Promise<void> {
  for (let at = 0; at < rows.length; at += INSERTED_AT_ONCE) {
    const some = rows.slice(at, at + INSERTED_AT_ONCE)
    const places = some.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ')
    await sql.all(`insert into ${into} values ${places} ${rest}`, some.flat())
  }
}

export const when = (text: string, value: Value | undefined): Condition[] =>
  value === undefined ? [] : [{ text, values: [value] }]

export function allOf(conditions: readonly Condition[]): { where: string; values: Value[] } {
  const text = conditions.map((condition) => condition.text).join(' and ')
  return { where: text === '' ? '' : `where ${text}`, values: conditions.flatMap(({ values }) => values) }
}
