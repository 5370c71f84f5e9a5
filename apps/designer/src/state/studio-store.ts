/** One store of four slices: document (saved, undone), session and preview (neither), sync (revision, saving, conflict). */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { createDocumentSlice, type DocumentSlice } from './document-slice.ts'
import { createPreviewSlice, type PreviewSlice } from './preview-slice.ts'
import { createSessionSlice, type SessionSlice } from './session-slice.ts'
import { createSyncSlice, type SyncSlice } from './sync-slice.ts'

export type StudioState = DocumentSlice & SessionSlice & SyncSlice & PreviewSlice

export const createStudioStore = () =>
  createStore<StudioState>()((...args) => ({
    ...createDocumentSlice(...args),
    ...createSessionSlice(...args),
    ...createSyncSlice(...args),
    ...createPreviewSlice(...args),
  }))

/** The designer's one store; tests make their own. */
export const studioStore = createStudioStore()

/** Reads the store; re-renders when what the selector returns changes. Objects through `useShallow`. */
export const useStudio = <T>(selector: (state: StudioState) => T): T => useStore(studioStore, selector)
