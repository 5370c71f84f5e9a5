/**
 * Makes the database of a new migration from that of the one before: `node apps/runtime/src/testing/make-fixture.ts studio
 * 0008-accounts`. What only the new one can hold is then added to the file by hand.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Migration, Migrator } from 'kysely/migration'
import { openSqlite, queriesOver } from '../store/sqlite/database.ts'
import { callMigrations } from '../store/sqlite/migrations/calls.ts'
import { studioMigrations } from '../store/sqlite/migrations/studio.ts'
import { dumpDatabase, loadDump } from './sql-dump.ts'

const [kind = '', step = ''] = process.argv.slice(2)
const all: Record<string, Record<string, Migration>> = { studio: studioMigrations, calls: callMigrations }
const migrations = all[kind]
if (!migrations || !Object.hasOwn(migrations, step)) {
  console.error('Name a kind of database, studio or calls, and one of its migrations.')
  process.exit(1)
}
const fixtures = join(import.meta.dirname, '..', 'store', 'sqlite', 'fixtures')
const previous = readdirSync(fixtures)
  .sort()
  .filter((name) => name.startsWith(`${kind}-`) && name < `${kind}-${step}.sql`)
  .at(-1)
const folder = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
const file = `${kind}.sqlite`
if (previous) loadDump(join(folder, file), readFileSync(join(fixtures, previous), 'utf8'))
const queries = queriesOver(openSqlite(folder, file, { synchronous: 'NORMAL', waits: true }))
const { error } = await new Migrator({ db: queries, provider: { getMigrations: async () => migrations } }).migrateTo(
  step,
)
await queries.destroy()
if (error) throw error
writeFileSync(join(fixtures, `${kind}-${step}.sql`), dumpDatabase(join(folder, file)))
rmSync(folder, { recursive: true })
