/** SQLite files as SQL: how the databases of earlier versions are kept, so that a review sees what is in them. */
import Database, { type Database as SqliteDatabase } from 'better-sqlite3'

/**
 * @returns statements that make the same database: tables, their rows in the order of their keys, then all that stands on them. The
 *   index of words is left out, which a studio makes again
 */
export function dumpDatabase(path: string): string {
  const database = new Database(path, { readonly: true })
  try {
    const made = database
      .prepare<[], { type: string; name: string; sql: string }>(
        `select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%' and name not like 'call_words%'`,
      )
      .all()
    const tables = made.filter(({ type }) => type === 'table')
    const others = made.filter(({ type }) => type !== 'table').sort((a, b) => (a.name < b.name ? -1 : 1))
    const lines = [
      ...tables.map(({ sql }) => sql),
      ...tables.flatMap(({ name }) => dumpRows(database, name)),
      ...dumpCounters(database),
      ...others.map(({ sql }) => sql),
    ]
    return `${lines.map((line) => `${line};\n`).join('')}`
  } finally {
    database.close()
  }
}

function dumpRows(database: SqliteDatabase, table: string): string[] {
  const columns = database.prepare<[], { name: string }>(`select name from pragma_table_info('${table}') order by cid`)
  const keys = database.prepare<[], { name: string }>(
    `select name from pragma_table_info('${table}') where pk > 0 order by pk`,
  )
  const values = columns.all().map(({ name }) => `quote("${name}")`)
  const order = keys.all().map(({ name }) => `"${name}"`)
  return database
    .prepare<[], { row: string }>(
      `select ${values.join(" || ', ' || ")} as row from "${table}" order by ${order.join(', ') || 'rowid'}`,
    )
    .all()
    .map(({ row }) => `insert into "${table}" values (${row})`)
}

/** Of tables that never give a number twice. */
function dumpCounters(database: SqliteDatabase): string[] {
  const isThere = database.prepare(`select 1 from sqlite_master where name = 'sqlite_sequence'`).get() !== undefined
  if (!isThere) return []
  const counters = database
    .prepare<[], { name: string; seq: number }>('select name, seq from sqlite_sequence order by name')
    .all()
  return [
    ...(counters.length > 0 ? ['delete from sqlite_sequence'] : []),
    ...counters.map(({ name, seq }) => `insert into sqlite_sequence values ('${name}', ${seq})`),
  ]
}

/** Makes a database of what was dumped. */
export function loadDump(path: string, dump: string): void {
  const database = new Database(path)
  database.pragma('foreign_keys = OFF')
  database.exec(dump)
  database.close()
}
