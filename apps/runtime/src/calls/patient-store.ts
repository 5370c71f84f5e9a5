/**
 * The call log as something that may be missing. A file that cannot be read is set aside and a new one is begun;
 * where not even that works, each use tries to open it again. A database that cannot be reached is asked again by each use.
 * Calls are answered all the same.
 */
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { CallStore } from '../store/call-store.ts'
import type { StoreLocation } from '../store/location.ts'
import { openCallStore } from '../store/open.ts'
import { CALLS_FILE } from '../store/sqlite/database.ts'
import { codeOf, isBusy, isDamaged, isFull, isNewer } from '../store/storage-error.ts'

export interface PatientStore {
  /** @throws what keeps the log from being used at present */
  use: <T>(work: (store: CallStore) => T | Promise<T>) => Promise<T>
  /** The name of the newest file that was set aside; null: none was. */
  setAside: () => string | null
  close: () => Promise<void>
}

export const createPatientStore = (location: StoreLocation): PatientStore =>
  location.databaseUrl === null ? createPatientFile(location) : createPatientConnection(location)

function createPatientFile(location: StoreLocation): PatientStore {
  const { dataDir } = location
  let store: CallStore | null = null
  let setAside: string | null = null

  function putAside(): void {
    // With its log of changes, which a new file of the same name would take for its own.
    const name = `calls-broken-${new Date().toISOString().replace(/[:.]/g, '-')}.sqlite`
    for (const end of ['-shm', '-wal', ''])
      if (existsSync(join(dataDir, CALLS_FILE + end)))
        renameSync(join(dataDir, CALLS_FILE + end), join(dataDir, name + end))
    setAside = name
  }

  async function open(): Promise<CallStore> {
    try {
      return await openCallStore(location)
    } catch (error) {
      if (isPassing(error) || !existsSync(join(dataDir, CALLS_FILE))) throw error
      putAside()
      return openCallStore(location)
    }
  }

  return {
    async use(work) {
      store ??= await open()
      try {
        return await work(store)
      } catch (error) {
        if (!isDamaged(error)) throw error
        await store.close()
        store = null
        putAside()
        store = await open()
        return await work(store)
      }
    },
    setAside: () => setAside,
    close: async () => store?.close(),
  }
}

function createPatientConnection(location: StoreLocation): PatientStore {
  let store: CallStore | null = null
  return {
    async use(work) {
      store ??= await openCallStore(location)
      return work(store)
    },
    setAside: () => null,
    close: async () => store?.close(),
  }
}

/** What another file would not make better. */
const isPassing = (error: unknown): boolean =>
  isFull(error) ||
  isBusy(error) ||
  isNewer(error) ||
  codeOf(error).startsWith('SQLITE_READONLY') ||
  codeOf(error) === 'EACCES'
