import type { Kysely } from 'kysely'
import type { Transaction } from '../storage.ts'
import { createChangeStore } from './change-store.ts'
import { createConnectionStore } from './connection-store.ts'
import type { SqlDialect } from './dialect.ts'
import { createFlowStore } from './flow-store.ts'
import { createRecordingStore } from './recording-store.ts'
import { createRowStore } from './row-store.ts'
import { createSecretStore } from './secret-store.ts'
import { createSettingsStore } from './settings-store.ts'
import { createSummaryStore } from './summary-store.ts'
import { createSwitchStore } from './switch-store.ts'
import { createTableStore } from './table-store.ts'
import type { StudioTables } from './tables.ts'
import { createTestStore } from './test-store.ts'
import { createVersionStore } from './version-store.ts'

/** All stores over a database, or over a transaction of it. */
export const storesOver = (queries: Kysely<StudioTables>, dialect: SqlDialect): Transaction => ({
  flows: createFlowStore(queries, dialect),
  versions: createVersionStore(queries),
  tests: createTestStore(queries),
  tables: createTableStore(queries, dialect),
  rows: createRowStore(queries, dialect),
  switches: createSwitchStore(queries),
  secrets: createSecretStore(queries),
  connections: createConnectionStore(queries),
  settings: createSettingsStore(queries),
  summaries: createSummaryStore(queries, dialect),
  recordings: createRecordingStore(queries),
  changes: createChangeStore(queries, dialect),
})
