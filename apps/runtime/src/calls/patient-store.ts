/**
 * The call log as something that may be missing. A file that cannot be read is set aside and a new one is begun;
 * where not even that works, each use tries to open it again. A database that cannot be reached is asked again by each use.
 * Calls are answered all the same.
 */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CallStore } from '../store/call-store.ts'
import type { StoreLocation } from '../store/location.ts'
import { openCallStore } from '../store/open.ts'
import { moveDatabase, timeForNames } from '../store/sqlite/copies.ts'
import { CALLS_FILE } from '../store/sqlite/database.ts'
import type { StepKinds } from '../store/steps-of-version.ts'
import { codeOf, isBusy, isDamaged, isFull } from '../store/storage-error.ts'

export interface PatientStore {
  /** @throws what keeps the log from being used at present */
  use: <T>(work: (store: CallStore) => T | Promise<T>) => Promise<T>
  /** The name of the newest file that was set aside; null: none was. */
  setAside: () => string | null
  close: () => Promise<void>
}

export const createPatientStore = (location: StoreLocation, kinds: StepKinds): PatientStore =>
  location.databaseUrl === null ? createPatientFile(location, kinds) : createPatientConnection(location, kinds)

function createPatientFile(location: StoreLocation, kinds: StepKinds): PatientStore {
  const { dataDir } = location
  let store: CallStore | null = null
  let setAside: string | null = null
  /** The file that is open, or was last tried; null where there was none. */
  let opened: bigint | null = null
  const fileNow = (): bigint | null =>
    statSync(join(dataDir, CALLS_FILE), { bigint: true, throwIfNoEntry: false })?.ino ?? null

  function putAside(): void {
    if (fileNow() !== opened) return // another process has done it, and the file that is there now is good
    const name = `calls-broken-${timeForNames()}.sqlite`
    moveDatabase(join(dataDir, CALLS_FILE), join(dataDir, name))
    setAside = name
  }

  async function open(): Promise<CallStore> {
    opened = fileNow()
    try {
      const fresh = await openCallStore(location, kinds)
      opened = fileNow()
      return fresh
    } catch (error) {
      if (isPassing(error) || !existsSync(join(dataDir, CALLS_FILE))) throw error
      putAside()
      const fresh = await openCallStore(location, kinds)
      opened = fileNow()
      return fresh
    }
  }

  /** Another process that writes to the same log may have set the file aside: what is written to it then is never read. */
  async function leaveReplaced(): Promise<void> {
    const file = fileNow()
    if (!store || file === null || file === opened) return
    await store.close()
    store = null
  }

  return {
    async use(work) {
      await leaveReplaced()
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

function createPatientConnection(location: StoreLocation, kinds: StepKinds): PatientStore {
  let store: CallStore | null = null
  return {
    async use(work) {
      store ??= await openCallStore(location, kinds)
      return work(store)
    },
    setAside: () => null,
    close: async () => store?.close(),
  }
}

/** What another file would not make better. */
const isPassing = (error: unknown): boolean =>
  isFull(error) || isBusy(error) || codeOf(error).startsWith('SQLITE_READONLY') || codeOf(error) === 'EACCES'
