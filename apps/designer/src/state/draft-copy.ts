/** The edit that the server has not acknowledged yet, kept in this browser: work is never lost. */
import { z } from 'zod'

const copySchema = z.object({
  /** The revision that it was made on. */
  revision: z.int(),
  name: z.string(),
  document: z.looseObject({ nodes: z.array(z.unknown()), edges: z.array(z.unknown()) }),
})
export type DraftCopy = z.infer<typeof copySchema>

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const keyOf = (flowId: string): string => `callflow-studio.draft.${flowId}`

/** @returns the copy of a flow; null where there is none that can be read. */
export function readDraftCopy(storage: Kept, flowId: string): DraftCopy | null {
  try {
    const copy = copySchema.safeParse(JSON.parse(storage.getItem(keyOf(flowId)) ?? 'null'))
    return copy.success ? copy.data : null
  } catch {
    // Not JSON: somebody else's, or half written. There is nothing to bring back.
    return null
  }
}

/** @returns whether it was kept: a full or forbidden storage keeps nothing. */
export function writeDraftCopy(storage: Kept, flowId: string, copy: DraftCopy): boolean {
  try {
    storage.setItem(keyOf(flowId), JSON.stringify(copy))
    return true
  } catch {
    // Full, or switched off by the user. The edit still stands on screen, and saving goes on trying.
    return false
  }
}

export const dropDraftCopy = (storage: Kept, flowId: string): void => storage.removeItem(keyOf(flowId))
