/**
 * Ends what is stored: what nobody can see any more, and what is older than the settings say (docs/running.md#what-is-kept). The call log
 * does the same for itself, in `calls/keep-small.ts`. Where several processes share a storage, one of each installation does it.
 */
import type { Logger } from 'pino'
import type { Recordings } from '../recordings/recordings.ts'
import type { Tables } from '../tables/tables.ts'
import { type OldRecordsDeps, removeOldRecords } from './remove-old-records.ts'

export interface CleanUpDeps extends Omit<OldRecordsDeps, 'isStopped'> {
  tables: Pick<Tables, 'list' | 'cleanUp' | 'removeExpired'>
  recordings: Pick<Recordings, 'cleanUp'>
  logger: Logger
}

const CLEAN_UP_EVERY_MS = 60 * 60 * 1000
const EXPIRED_EVERY_MS = 60 * 1000

/** At the start too: an import that a power cut ended has left rows that nobody sees. */
export function cleanUpSteadily({ tables, recordings, logger, ...deps }: CleanUpDeps): { stop: () => Promise<void> } {
  let isStopped = false
  let cleaning: Promise<unknown> = Promise.resolve()

  function cleanTables(): void {
    tables.cleanUp().catch((error: unknown) => logger.error({ err: error }, 'Old rows of tables could not be removed.'))
  }
  async function cleanRecordings(): Promise<void> {
    try {
      const deleted = await recordings.cleanUp()
      if (deleted > 0) logger.info({ deleted }, 'Old recordings were deleted.')
    } catch (error) {
      logger.error({ err: error }, 'Old recordings could not be deleted.')
    }
  }

  async function cleanRecords(): Promise<void> {
    try {
      const removed = await removeOldRecords({ ...deps, isStopped: () => isStopped })
      if (removed.flows > 0)
        logger.info({ flows: removed.flows }, 'Flows that were in the trash were deleted for good.')
    } catch (error) {
      logger.error({ err: error }, 'Deleted flows and old changes could not be removed.')
    }
  }

  function clean(): void {
    cleaning = cleaning.then(cleanRecordings).then(cleanRecords)
  }

  if (tables.list().length > 0) cleanTables()
  clean()
  const timer = setInterval(() => {
    cleanTables()
    clean()
  }, CLEAN_UP_EVERY_MS).unref()
  let isRemoving = false
  const expiry = setInterval(() => {
    if (isRemoving || tables.list().length === 0) return
    isRemoving = true
    tables
      .removeExpired()
      .catch((error: unknown) => logger.error({ err: error }, 'Expired rows of tables could not be removed.'))
      .finally(() => {
        isRemoving = false
      })
  }, EXPIRED_EVERY_MS).unref()
  return {
    async stop() {
      isStopped = true
      clearInterval(timer)
      clearInterval(expiry)
      await cleaning
    },
  }
}
