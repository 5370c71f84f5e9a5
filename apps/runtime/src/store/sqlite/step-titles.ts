/** The titles of steps by version, read from the studio's own file by the call-log thread. */
import type { Database } from 'better-sqlite3'
import { type StepRow, type TitlesOfVersion, toTitles } from '../call-finder.ts'
import { openSqliteReader, STUDIO_FILE } from './database.ts'

export interface StepTitles {
  /**
   * @param kindTitles the title of each kind of step, for steps without a name
   * @returns none where the version is gone or cannot be read
   */
  of: (flowId: string, version: number, kindTitles: Readonly<Record<string, string>>) => TitlesOfVersion
  close: () => void
}

/** A version never changes, so what was read once stays. */
const MAX_VERSIONS = 500
const NONE: TitlesOfVersion = new Map()

export function createStepTitles(dataDir: string): StepTitles {
  const known = new Map<string, TitlesOfVersion>()
  let studio: Database | null = null

  const read = (flowId: string, version: number): StepRow[] => {
    studio ??= openSqliteReader(dataDir, STUDIO_FILE)
    return studio
      .prepare<[string, number], StepRow>(
        `select value ->> 'id' as id, value ->> 'type' as type, value ->> 'name' as name
        from versions, json_each(versions.document, '$.nodes') where flow_id = ? and version = ?`,
      )
      .all(flowId, version)
  }

  return {
    of(flowId, version, kindTitles) {
      if (version === 0) return NONE
      const key = `${version} ${flowId}`
      const found = known.get(key)
      if (found) return found
      let titles = NONE
      try {
        titles = toTitles(read(flowId, version), kindTitles)
      } catch {
        // A version that cannot be read has no steps to be found by; the rest of its requests can be found.
      }
      if (known.size >= MAX_VERSIONS) known.clear()
      known.set(key, titles)
      return titles
    },
    close: () => void studio?.close(),
  }
}
