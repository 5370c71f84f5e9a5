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
import type { Point } from './geometry.ts'

export type Mark = 'added' | 'changed' | 'removed'
export interface Marks {
  nodes: Readonly<Record<string, Mark>>
  edges: Readonly<Record<string, Mark>>
}

/** What the pointer holds a connection, or a step from the palette, over. */
export interface Aim {
  /** Null for a connection, or where no step is meant. */
  over: string | null
  /** The way out of that step which a moved start would take. */
  port: string | null
  /** Why it cannot be, in words, and where on the screen to say so. */
  refusal: string | null
  at: Point
}

/** A connection that is being drawn by keyboard. */
interface Wire {
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
    | { kind: 'behind'; from: PortRef }
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

export interface CanvasState {
  isReadOnly: boolean
  badges: Readonly<Record<string, Badge>>
  lit: HighlightedPath | null
  marks: Marks | null
  /** By edge id. */
  cuts: Readonly<Record<string, Cut['reason']>>
  wire: Wire | null
  aim: Aim | null
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
  /** The way out that the keyboard has chosen, while several are to choose from. */
  chosenPort: PortRef | null
  /** Why a pasted text has no steps. */
  pasteRefusal: string | null
  /** Spoken by screen readers. */
  announcement: string
  set: (change: Partial<Omit<CanvasState, 'set'>>) => void
}

export type CanvasStore = StoreApi<CanvasState>

export const createCanvasStore = (isReadOnly: boolean): CanvasStore =>
  createStore<CanvasState>()((set) => ({
    isReadOnly,
    badges: {},
    lit: null,
    marks: null,
    cuts: {},
    wire: null,
    aim: null,
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
    chosenPort: null,
    pasteRefusal: null,
    announcement: '',
    set: (change) => set(change),
  }))

export const CanvasContext = createContext<CanvasStore | null>(null)

export function useCanvasStore(): CanvasStore {
  const store = useContext(CanvasContext)
  if (!store) throw new Error('This component stands inside a canvas only.')
  return store
}

/** Reads the canvas around it; objects through `useShallow`. */
export const useCanvas = <T>(selector: (state: CanvasState) => T): T => useStore(useCanvasStore(), selector)

/** How a step stands to the call or the comparison that is shown. */
export type PathState = 'lit' | 'now' | 'sent' | 'not-taken' | 'added' | 'changed' | 'removed' | null

export const pathStateOfNode =
  (id: string) =>
  ({ lit, marks }: CanvasState): PathState => {
    if (marks) return marks.nodes[id] ?? 'not-taken'
    if (!lit) return null
    if (lit.now === id) return 'now'
    if (lit.steps[id] !== undefined) return 'lit'
    return lit.sentNodes.includes(id) ? 'sent' : 'not-taken'
  }

export const pathStateOfEdge =
  (id: string) =>
  ({ lit, marks }: CanvasState): PathState => {
    if (marks) return marks.edges[id] ?? 'not-taken'
    if (!lit) return null
    if (lit.edges.includes(id)) return 'lit'
    return lit.sentEdges.includes(id) ? 'sent' : 'not-taken'
  }
