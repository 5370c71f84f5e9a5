/** Calls in the call log's file. Words are in an index of FTS5 that keeps no texts: each call's words are made of its requests again. */
import type { Database, Statement } from 'better-sqlite3'
import type { CallStore } from '../call-store.ts'
import type { SearchedTerm } from '../call-words.ts'
import type { CallSql, CallSqlDatabase } from '../sql/call-sql.ts'
import { createCalls as createCallsOver } from '../sql/calls.ts'
import type { StepsStore } from './steps-of-versions.ts'

/** @param recordColumns all that `CallRecord` has, of the table `call_requests` */
export function createCalls(
  database: Database,
  steps: StepsStore,
  recordColumns: string,
): Pick<CallStore, 'digest' | 'listCalls' | 'requestsOf' | 'lookUpsOf' | 'traffic' | 'problems' | 'removeOldTraffic'> {
  addWords(database)
  const prepared = new Map<string, Statement>()
  function prepare(text: string): Statement {
    const known = prepared.get(text)
    if (known) return known
    const fresh = database.prepare(text)
    prepared.set(text, fresh)
    return fresh
  }
  const removeWords = database.prepare('delete from call_words where rowid = ?')
  const insertWords = database.prepare('insert into call_words (rowid, words) values (?, ?)')

  const sql: CallSql = {
    async all<Row>(text: string, values: readonly (string | number | null)[] = []) {
      const statement = prepare(text)
      if (statement.reader) return statement.all(...values) as Row[]
      statement.run(...values)
      return []
    },
    isIn: (column, values) => ({
      text: `${column} in (select value from json_each(?))`,
      values: [JSON.stringify(values)],
    }),
    matches: (terms) => ({ text: 'call_words match ?', values: [terms.map(toMatch).join(' AND ')] }),
    async setWords(all) {
      for (const { id, words } of all) {
        removeWords.run(id)
        insertWords.run(id, words.join(' '))
      }
    },
    recordColumns,
    wordsId: 'rowid',
  }

  const over: CallSqlDatabase = {
    ...sql,
    async transaction(work) {
      // The thread answers one question after the other, so nothing else comes between on this connection.
      database.exec('begin immediate')
      try {
        const done = await work(sql)
        database.exec('commit')
        return done
      } catch (error) {
        if (database.inTransaction) database.exec('rollback')
        throw error
      }
    },
    loadSteps: async () => undefined,
    stepsOf: steps.of,
  }
  return createCallsOver(over)
}

/** Where the index is new, or was left out of a copy, all calls are made again. */
function addWords(database: Database): void {
  const isThere = database.prepare(`select 1 from sqlite_master where name = 'call_words'`).get() !== undefined
  if (isThere) return
  database
    .transaction(() => {
      database.exec(`create virtual table if not exists call_words using fts5 (
        words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 0')`)
      database.exec('insert or ignore into call_pending select id from call_requests')
    })
    .immediate()
}

/** Words hold letters and digits only. */
const toMatch = (term: SearchedTerm): string =>
  `(${term
    .map(
      (words) => `(${words.map(({ text, isBeginning }) => (isBeginning ? `"${text}"*` : `"${text}"`)).join(' AND ')})`,
    )
    .join(' OR ')})`
