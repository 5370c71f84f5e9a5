/** The steps of versions, as far as the call log needs them. */
import type { Pool } from 'pg'
import type { CallSummary } from '../call-store.ts'
import {
  MAX_KEPT_VERSIONS,
  NO_STEPS,
  type StepKinds,
  type StepRow,
  type StepsOfVersion,
  toSteps,
} from '../steps-of-version.ts'

type Version = Pick<CallSummary, 'flowId' | 'version'>

interface StepsStore {
  /** Reads what `of` is to know. */
  load: (versions: readonly Version[]) => Promise<void>
  of: (flowId: string, version: number) => StepsOfVersion
}

export function createStepsStore(pool: Pool, kinds: StepKinds): StepsStore {
  const known = new Map<string, StepsOfVersion>()
  const keyOf = (flowId: string, version: number): string => `${version} ${flowId}`

  async function read({ flowId, version }: Version): Promise<StepsOfVersion> {
    try {
      const { rows } = await pool.query<StepRow>(
        `select value ->> 'id' as id, value ->> 'type' as type, value ->> 'name' as name
         from versions, json_array_elements(document -> 'nodes') where flow_id = $1 and version = $2`,
        [flowId, version],
      )
      return toSteps(rows, kinds)
    } catch {
      return NO_STEPS // A version that cannot be read has no steps to be found by; the rest of its calls can be found.
    }
  }

  return {
    async load(versions) {
      if (known.size >= MAX_KEPT_VERSIONS) known.clear()
      for (const each of versions) {
        const key = keyOf(each.flowId, each.version)
        if (each.version > 0 && !known.has(key)) known.set(key, await read(each))
      }
    },
    of: (flowId, version) => known.get(keyOf(flowId, version)) ?? NO_STEPS,
  }
}
