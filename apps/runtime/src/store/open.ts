/** Opens what the configuration names. */
import type { BulkStore } from './bulk-store.ts'
import type { CallStore } from './call-store.ts'
import type { StoreLocation } from './location.ts'
import { openBulkStore as openSqliteBulkStore } from './sqlite/bulk-store.ts'
import { openCallStore as openSqliteCallStore } from './sqlite/call-store.ts'
import { openStorage as openSqliteStorage } from './sqlite/open-storage.ts'
import type { Storage } from './storage.ts'

/** @param onProblem told of what keeps changes from being stored, where what is there can be read */
export const openStorage = ({ dataDir }: StoreLocation, onProblem?: (message: string) => void): Promise<Storage> =>
  openSqliteStorage(dataDir, onProblem)

export const openCallStore = ({ dataDir }: StoreLocation): Promise<CallStore> => openSqliteCallStore(dataDir)

export const openBulkStore = ({ dataDir }: StoreLocation): BulkStore => openSqliteBulkStore(dataDir)
