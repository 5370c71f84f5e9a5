/** How the draft on screen and the one on the server stand to each other. The saving itself is in `autosave.ts`. */
import type { Diagnostic } from '@callflow-studio/model'
import type { Flow, Validation } from '@callflow-studio/model/api'
import type { StateCreator } from 'zustand/vanilla'
import type { StudioState } from './studio-store.ts'

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
  setSync: (change: Partial<Omit<SyncSlice, 'setSync' | 'opened'>>) => void
  /** After a flow was fetched. */
  opened: (flow: Flow) => void
}

const NOTHING: Validation = { diagnostics: [], cuts: [], mostRequests: null }

export const createSyncSlice: StateCreator<StudioState, [], [], SyncSlice> = (set) => ({
  flowId: null,
  revision: 0,
  save: 'saved',
  conflict: null,
  liveVersion: null,
  latestVersion: null,
  pivotUrl: '',
  validation: NOTHING,
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
    }),
})

/** Problems of one step. */
export const diagnosticsOf =
  (nodeId: string) =>
  (state: StudioState): readonly Diagnostic[] =>
    state.validation.diagnostics.filter((diagnostic) => diagnostic.nodeId === nodeId)
