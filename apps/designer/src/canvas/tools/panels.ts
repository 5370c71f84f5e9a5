/** Which list lies over the canvas. There is one canvas that is edited at a time, so there is one of these. */
import type { PortRef } from '@callflow-studio/model'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** A choice that the keyboard makes in two steps; `step` is asked for from outside the canvas: the list of steps at that exit. */
export type Picking =
  | { kind: 'way'; nodeId: string; next: 'add' | 'connect' }
  | { kind: 'target'; from: PortRef }
  | { kind: 'step'; from: PortRef }

export interface Panels {
  panel: 'find' | 'all' | 'keys' | null
  isOutlineOpen: boolean
  picking: Picking | null
  /** What the list of steps begins to search for. */
  query: string
  show: (change: Partial<Omit<Panels, 'show' | 'close'>>) => void
  /** Closes the lists; the outline stays. */
  close: () => void
}

const CLOSED = { panel: null, picking: null, query: '' } as const

export const panels = createStore<Panels>()((set) => ({
  ...CLOSED,
  isOutlineOpen: false,
  show: (change) => set({ ...CLOSED, ...change }),
  close: () => set(CLOSED),
}))

export const usePanels = <T>(selector: (state: Panels) => T): T => useStore(panels, selector)
