/**
 * The sample call: who calls, when, and what they did so far. The server replays it from the start each time, so a
 * step back is one action less, and an edit of the drawing shows at once. Neither saved nor undone.
 */
import type { CallerAction } from '@callflow-studio/model'
import type { Preview } from '@callflow-studio/model/api'
import type { StateCreator } from 'zustand/vanilla'
import { MOBILE_CALLER, readOwnCallers, type SampleCaller, writeOwnCallers } from './sample-callers.ts'
import type { StudioState } from './studio-store.ts'

export interface PreviewSlice {
  /** Who calls. */
  caller: SampleCaller
  /** The user's own callers. */
  ownCallers: readonly SampleCaller[]
  /** When the call begins, ISO 8601; null: now. */
  clock: string | null
  does: readonly CallerAction[]
  /** How the call goes; null until the first answer. */
  preview: Preview | null
  /** Why there is no newer one, in words. */
  previewProblem: string | null
  /** Walking line by line: how many lines of the transcript are shown; null: all. */
  shownLines: number | null
  /** The request that the drawer shows; null: the newest. */
  shownRequest: number | null
  act: (action: CallerAction) => void
  stepBack: () => void
  restartCall: () => void
  chooseCaller: (caller: SampleCaller) => void
  setOwnCallers: (callers: readonly SampleCaller[]) => void
  setClock: (clock: string | null) => void
  setPreview: (preview: Preview | null, problem?: string | null) => void
  showLines: (count: number | null) => void
  showRequest: (index: number | null) => void
}

/** Absent in tests and on servers. */
const storage = (): Storage | null => (typeof localStorage === 'undefined' ? null : localStorage)

const AFRESH = { does: [], shownLines: null, shownRequest: null } as const

export const createPreviewSlice: StateCreator<StudioState, [], [], PreviewSlice> = (set) => {
  const kept = storage()
  return {
    ...AFRESH,
    caller: MOBILE_CALLER,
    ownCallers: kept ? readOwnCallers(kept) : [],
    clock: null,
    preview: null,
    previewProblem: null,
    act: (action) => set((state) => ({ does: [...state.does, action], shownLines: null, shownRequest: null })),
    stepBack: () => set((state) => ({ ...AFRESH, does: state.does.slice(0, -1) })),
    restartCall: () => set(AFRESH),
    chooseCaller: (caller) => set({ ...AFRESH, caller }),
    setOwnCallers: (ownCallers) => {
      if (kept) writeOwnCallers(kept, ownCallers)
      set({ ownCallers })
    },
    setClock: (clock) => set({ ...AFRESH, clock }),
    setPreview: (preview, problem = null) => set({ preview, previewProblem: problem }),
    showLines: (shownLines) => set({ shownLines }),
    showRequest: (shownRequest) => set({ shownRequest }),
  }
}
