/** Opens what the configuration names. */
import type { BulkStore } from './bulk-store.ts'
import type { CallStore } from './call-store.ts'
import type { StoreLocation } from './location.ts'
import { openBulkStore as openPostgresBulkStore } from './postgres/bulk-store.ts'
import { openCallStore as openPostgresCallStore } from './postgres/call-store.ts'
import { openStorage as openPostgresStorage } from './postgres/open-storage.ts'
import type { SecretProbe } from './secret-probe.ts'
import { openBulkStore as openSqliteBulkStore } from './sqlite/bulk-store.ts'
import { openCallStore as openSqliteCallStore } from './sqlite/call-store.ts'
import { openStorage as openSqliteStorage } from './sqlite/open-storage.ts'
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

export const openCallStore = async ({ dataDir, databaseUrl }: StoreLocation): Promise<CallStore> =>
  databaseUrl === null ? openSqliteCallStore(dataDir) : openPostgresCallStore(databaseUrl)

export const openBulkStore = ({ dataDir, databaseUrl }: StoreLocation): BulkStore =>
  databaseUrl === null ? openSqliteBulkStore(dataDir) : openPostgresBulkStore(databaseUrl)
