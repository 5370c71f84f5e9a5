/** How the draft on screen and the one on the server stand to each other. The saving itself is in `autosave.ts`. */
import type { Diagnostic, FlowDocument } from '@callflow-studio/model'
import type { Flow, Validation } from '@callflow-studio/model/api'
import type { StateCreator } from 'zustand/vanilla'
import { valueAt } from './value-at.ts'

/** gone: deleted elsewhere. read-only: made by a newer studio. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'offline' | 'conflict' | 'gone' | 'read-only'

export interface SyncSlice {
  flowId: string | null
  revision: number
  save: SaveState
  /** What the server has, where somebody else saved in between. */
  conflict: { revision: number; updatedAt: string } | null
  liveVersion: number | null
  latestVersion: number | null
  pivotUrl: string
  /** The server's findings for the document on screen, at most a moment old. */
  validation: Validation
  /** The document that `validation` is about; null until the server has answered. */
  validated: FlowDocument | null
  /** How often tables were changed beside the document: what it names may be right now. */
  tableChanges: number
  tablesChanged: () => void
  setSync: (change: Partial<Omit<SyncSlice, 'setSync' | 'opened' | 'tablesChanged'>>) => void
  /** After a flow was fetched. */
  opened: (flow: Flow) => void
}

const NOTHING: Validation = { diagnostics: [], cuts: [], mostRequests: null }

export const createSyncSlice: StateCreator<SyncSlice> = (set) => ({
  flowId: null,
  revision: 0,
  save: 'saved',
  conflict: null,
  liveVersion: null,
  latestVersion: null,
  pivotUrl: '',
  validation: NOTHING,
  validated: null,
  tableChanges: 0,
  tablesChanged: () => set(({ tableChanges }) => ({ tableChanges: tableChanges + 1 })),
  setSync: (change) => set(change),
  opened: (flow) =>
    set({
      flowId: flow.id,
      revision: flow.revision,
      save: 'saved',
      conflict: null,
      liveVersion: flow.liveVersion,
      latestVersion: flow.latestVersion,
      pivotUrl: flow.pivotUrl,
      validation: NOTHING,
      validated: null,
    }),
})

/** Problems of one step, without those of fields that were edited after the server looked: they are about the old text. */
export const diagnosticsOf =
  (nodeId: string) =>
  ({
    validation,
    validated,
    document,
  }: Pick<SyncSlice, 'validation' | 'validated'> & { document: FlowDocument }): readonly Diagnostic[] => {
    const known = validation.diagnostics.filter((diagnostic) => diagnostic.nodeId === nodeId)
    const then = dataOf(validated, nodeId)
    const now = dataOf(document, nodeId)
    if (!then || then === now) return known
    return known.filter(({ field }) => field === null || valueAt(then, field) === valueAt(now, field))
  }

const dataOf = (document: FlowDocument | null, nodeId: string) => document?.nodes.find(({ id }) => id === nodeId)?.data
