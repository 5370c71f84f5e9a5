/**
 * What one canvas shows beyond the document: marks on steps, what the pointer is doing, open lists. Each canvas has its
 * own, so that the one that is edited and those that only show a flow share every component. Never saved nor undone.
 */
import type { PortRef } from '@callflow-studio/model'
import type { Cut } from '@callflow-studio/model/api'
import type { Viewport } from '@xyflow/react'
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { HighlightedPath } from '../state/session-slice.ts'
import type { Badge } from './badges.ts'
import { type CanvasMemory, createCanvasMemory } from './canvas-memory.ts'
import type { CoverageView } from './coverage/coverage-view.ts'
import type { Point } from './geometry.ts'
import type { TrafficView } from './traffic/traffic-view.ts'

export type Mark = 'added' | 'changed' | 'removed'
export interface Marks {
  nodes: Readonly<Record<string, Mark>>
  edges: Readonly<Record<string, Mark>>
}

/** What the pointer holds a connection, or a step from the palette, over. */
export interface DropTarget {
  /** Null for a connection, or where no step is meant. */
  over: string | null
  /** The port of that step which a moved start would take. */
  port: string | null
  /** Why it cannot be, in words, and where on the screen to say so. */
  refusal: string | null
  at: Point
}

/** A connection that is being drawn by keyboard. */
interface PendingConnection {
  from: PortRef
  /** The edge whose end was taken up; null for a new one. */
  edgeId: string | null
  /** Which end follows the pointer. */
  end: 'source' | 'target'
  /** The end that stays. */
  anchor: Point
  at: Point
  /** The step under the pointer. */
  over: string | null
  /** Why that step cannot be the other end, in words. */
  refusal: string | null
}

/** Where a new step would go. */
export interface QuickAdd {
  /** On the screen, from the canvas's corner. */
  x: number
  y: number
  /** In the drawing: top middle of the new card. */
  place: Point
  purpose:
    | { kind: 'after'; from: PortRef }
    | { kind: 'insert'; edgeId: string }
    | { kind: 'replace'; nodeId: string }
    | { kind: 'free' }
}

export interface Guide {
  isVertical: boolean
  at: number
  from: number
  to: number
}

/** A choice that the keyboard makes in two steps. */
export type Picking = { kind: 'port'; nodeId: string; next: 'add' | 'connect' } | { kind: 'target'; from: PortRef }

/** The lists over the canvas: at most one at a time. */
interface Lists {
  panel: 'find' | 'all' | 'keys' | null
  picking: Picking | null
  /** What the list of steps begins to search for. */
  query: string
}
const NO_LISTS: Lists = { panel: null, picking: null, query: '' }

export interface CanvasState extends Lists {
  isReadOnly: boolean
  badges: Readonly<Record<string, Badge>>
  highlight: HighlightedPath | null
  marks: Marks | null
  isTrafficShown: boolean
  /** Null while it is not shown, or not read yet. */
  traffic: TrafficView | null
  isCoverageShown: boolean
  /** Null while it is not shown, or there are no tests. */
  coverage: CoverageView | null
  /** By edge id. */
  cuts: Readonly<Record<string, Cut['reason']>>
  pendingConnection: PendingConnection | null
  dropTarget: DropTarget | null
  quickAdd: QuickAdd | null
  /** The edge, or the card with Alt held, that a dragged step would be dropped on. */
  dropEdge: string | null
  dropCard: string | null
  /** The open exit that it would be connected with. */
  dropPort: PortRef | null
  guides: readonly Guide[]
  /** The connection of which an end is being moved. */
  grip: { edgeId: string; end: 'source' | 'target' } | null
  /** Where copies would stand while steps are dragged with Alt, by the id of the original. */
  copies: Readonly<Record<string, Point>> | null
  /** Places while steps are dragged, or proposed by tidying, by node id. */
  places: Readonly<Record<string, Point>> | null
  isProposal: boolean
  /** Where the camera was before the proposal, for Discard. */
  viewBefore: Viewport | null
  /** The step whose title is being edited. */
  renaming: string | null
  /** The port that the keyboard has selected, while several are to choose from. */
  selectedPort: PortRef | null
  /** Why a pasted text has no steps. */
  pasteRefusal: string | null
  isOutlineOpen: boolean
  /** Spoken by screen readers. */
  announcement: string
  memory: CanvasMemory
  set: (change: Partial<Omit<CanvasState, 'set' | 'openList' | 'closeLists' | 'memory'>>) => void
  /** Opens one list, or says what it searches for, and closes the others; the outline stays. */
  openList: (list: Partial<Lists>) => void
  closeLists: () => void
}

export type CanvasStore = StoreApi<CanvasState>

export const createCanvasStore = (isReadOnly: boolean): CanvasStore =>
  createStore<CanvasState>()((set) => ({
    isReadOnly,
    badges: {},
    highlight: null,
    marks: null,
    isTrafficShown: false,
    traffic: null,
    isCoverageShown: false,
    coverage: null,
    cuts: {},
    pendingConnection: null,
    dropTarget: null,
    quickAdd: null,
    dropEdge: null,
    dropCard: null,
    dropPort: null,
    guides: [],
    grip: null,
    copies: null,
    places: null,
    isProposal: false,
    viewBefore: null,
    renaming: null,
    selectedPort: null,
    pasteRefusal: null,
    isOutlineOpen: false,
    announcement: '',
    ...NO_LISTS,
    memory: createCanvasMemory(),
    set: (change) => set(change),
    openList: (list) => set({ ...NO_LISTS, ...list }),
    closeLists: () => set(NO_LISTS),
  }))

export const CanvasContext = createContext<CanvasStore | null>(null)

export function useCanvasStore(): CanvasStore {
  const store = useContext(CanvasContext)
  if (!store) throw new Error('This component stands inside a canvas only.')
  return store
}

/** Reads the canvas around it; objects through `useShallow`. */
export const useCanvas = <T>(selector: (state: CanvasState) => T): T => useStore(useCanvasStore(), selector)
