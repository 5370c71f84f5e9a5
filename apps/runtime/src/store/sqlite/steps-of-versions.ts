/** The steps of versions, read from the studio's own file by the call-log thread. */
import type { Database } from 'better-sqlite3'
import {
  MAX_KEPT_VERSIONS,
  NO_STEPS,
  type StepKinds,
  type StepRow,
  type StepsOfVersion,
  toSteps,
} from '../steps-of-version.ts'
import { openSqliteReader, STUDIO_FILE } from './database.ts'

export interface StepsStore {
  /** @returns none where the version is gone or cannot be read */
  of: (flowId: string, version: number) => StepsOfVersion
  close: () => void
}

export function createStepsStore(dataDir: string, kinds: StepKinds): StepsStore {
  const known = new Map<string, StepsOfVersion>()
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
    of(flowId, version) {
      if (version === 0) return NO_STEPS
      const key = `${version} ${flowId}`
      const found = known.get(key)
      if (found) return found
      let steps = NO_STEPS
      try {
        steps = toSteps(read(flowId, version), kinds)
      } catch {
        // A version that cannot be read has no steps to be found by; the rest of its calls can be found.
      }
      if (known.size >= MAX_KEPT_VERSIONS) known.clear()
      known.set(key, steps)
      return steps
    },
    close: () => void studio?.close(),
  }
}
