/** Opens what the configuration names. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BulkStore } from './bulk-store.ts'
import type { CallStore } from './call-store.ts'
import type { StoreLocation } from './location.ts'
import { openBulkStore as openPostgresBulkStore } from './postgres/bulk-store.ts'
import { openCallStore as openPostgresCallStore } from './postgres/call-store.ts'
import { openStorage as openPostgresStorage } from './postgres/open-storage.ts'
import type { SecretProbe } from './secret-probe.ts'
import { openBulkStore as openSqliteBulkStore } from './sqlite/bulk-store.ts'
import { openCallStore as openSqliteCallStore } from './sqlite/call-store.ts'
import { CALLS_FILE } from './sqlite/database.ts'
import { openStorage as openSqliteStorage } from './sqlite/open-storage.ts'
import type { StepKinds } from './steps-of-version.ts'
import type { Storage } from './storage.ts'

export interface OpenOptions {
  /** Tells whether all servers of a database have the same secret. */
  probe: SecretProbe
  /** Told of what keeps changes from being stored, where what is there can be read. */
  onProblem?: (message: string) => void
}

export const openStorage = (
  { dataDir, databaseUrl }: StoreLocation,
  { probe, onProblem = () => undefined }: OpenOptions,
): Promise<Storage> =>
  databaseUrl === null ? openSqliteStorage(dataDir, onProblem) : openPostgresStorage(databaseUrl, probe, onProblem)

export const openCallStore = async ({ dataDir, databaseUrl }: StoreLocation, kinds: StepKinds): Promise<CallStore> =>
  databaseUrl === null ? openSqliteCallStore(dataDir, kinds) : openPostgresCallStore(databaseUrl, kinds)

/** Whether there is a log; a file is begun with the first call. */
export const hasCallLog = ({ dataDir, databaseUrl }: StoreLocation): boolean =>
  databaseUrl !== null || existsSync(join(dataDir, CALLS_FILE))

export const openBulkStore = ({ dataDir, databaseUrl }: StoreLocation): BulkStore =>
  databaseUrl === null ? openSqliteBulkStore(dataDir) : openPostgresBulkStore(databaseUrl)
