/** The titles of steps by version, which the call log is searched by. */
import type { Pool } from 'pg'
import { type StepRow, type TitlesOfVersion, toTitles } from '../call-finder.ts'
import type { CallSearch, CallSummary } from '../call-store.ts'

/** A version never changes, so what was read once stays. */
const MAX_VERSIONS = 500
const NONE: TitlesOfVersion = new Map()

type Version = Pick<CallSummary, 'flowId' | 'version'>

interface StepTitles {
  /** Reads what `of` is to know. */
  load: (versions: readonly Version[]) => Promise<void>
  of: (flowId: string, version: number) => TitlesOfVersion
}

export function createStepTitles(pool: Pool): { ofKinds: (kindTitles: CallSearch['kindTitles']) => StepTitles } {
  const known = new Map<string, TitlesOfVersion>()
  const keyOf = (flowId: string, version: number): string => `${version} ${flowId}`

  async function read({ flowId, version }: Version, kindTitles: CallSearch['kindTitles']): Promise<TitlesOfVersion> {
    try {
      const { rows } = await pool.query<StepRow>(
        `select value ->> 'id' as id, value ->> 'type' as type, value ->> 'name' as name
         from versions, json_array_elements(document -> 'nodes') where flow_id = $1 and version = $2`,
        [flowId, version],
      )
      return toTitles(rows, kindTitles)
    } catch {
      return NONE // A version that cannot be read has no steps to be found by; the rest of its requests can be found.
    }
  }

  return {
    ofKinds: (kindTitles) => ({
      async load(versions) {
        if (known.size >= MAX_VERSIONS) known.clear()
        for (const each of versions) {
          const key = keyOf(each.flowId, each.version)
          if (each.version > 0 && !known.has(key)) known.set(key, await read(each, kindTitles))
        }
      },
      of: (flowId, version) => known.get(keyOf(flowId, version)) ?? NONE,
    }),
  }
}
