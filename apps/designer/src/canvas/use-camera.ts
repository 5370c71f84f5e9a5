import { useReactFlow, useStore, useStoreApi, type Viewport } from '@xyflow/react'
import { useEffect, useMemo, useRef } from 'react'
import { motion } from './motion.ts'
import type { Drawing } from './routes.ts'
import { clearOf, firstView, reveal } from './view-frame.ts'

export interface First {
  /** The step that the call comes to first; null: show all. */
  firstId: string | null
  /** The steps that matter; left out: all. */
  nodeIds?: ReadonlySet<string>
  /** Pixels at the top that a bar covers. */
  covered?: number
  /** From which zoom on all of the flow is shown; left out: where whole cards can be read. */
  readable?: number
  /** Where the camera stood when this canvas was last left; null: never. */
  kept?: Viewport | null
}

/** Puts the camera where it was left, or where a flow is seen best; the latter whenever another one is opened (`key`). */
export function useFirstView(drawing: Drawing, key: unknown, wanted: First): void {
  const { setViewport } = useReactFlow()
  const api = useStoreApi()
  const isMeasured = useStore(({ width, height }) => width > 0 && height > 0)
  const latest = useRef({ drawing, wanted })
  latest.current = { drawing, wanted }
  const isFirst = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another flow is another key
  useEffect(() => {
    if (!isMeasured) return
    const { width, height } = api.getState()
    const { firstId, nodeIds, covered = 0, readable, kept = null } = latest.current.wanted
    const isReturn = isFirst.current && kept !== null
    isFirst.current = false
    if (isReturn) {
      void setViewport(kept)
      return
    }
    const all = latest.current.drawing.boxes
    const some = all.filter(({ id }) => nodeIds?.has(id))
    const first = all.find(({ id }) => id === firstId) ?? null
    void setViewport(firstView(some.length > 0 ? some : all, { width, height }, first, covered, readable))
  }, [isMeasured, key, setViewport, api])
}

export interface Reveal {
  /** Brings a step into view, clear of what lies over the canvas, moving as little as it takes. */
  show: (nodeId: string) => void
  /** Moves only where a bar or a list covers the step. */
  uncover: (nodeId: string) => void
}

export function useReveal(drawing: Drawing, covered: number): Reveal {
  const { setViewport, getViewport } = useReactFlow()
  const api = useStoreApi()
  const latest = useRef({ drawing, covered })
  latest.current = { drawing, covered }
  return useMemo(() => {
    const move = (nodeId: string, isOnlyCovered: boolean) => {
      const box = latest.current.drawing.boxes.find(({ id }) => id === nodeId)
      const { width, height, domNode } = api.getState()
      if (!box || !domNode || width === 0) return
      const before = getViewport()
      const inView = isOnlyCovered ? before : reveal(box, before, { width, height }, latest.current.covered)
      const after = clearOf(box, inView, areasOver(domNode), { width, height })
      if (after !== before) void setViewport(after, { duration: motion('layout') })
    }
    return { show: (nodeId) => move(nodeId, false), uncover: (nodeId) => move(nodeId, true) }
  }, [api, getViewport, setViewport])
}

/** Bars, map and lists over the canvas, from its corner. */
function areasOver(board: HTMLElement) {
  const corner = board.getBoundingClientRect()
  return [...board.querySelectorAll('[data-over-canvas]')].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return { x: x - corner.x, y: y - corner.y, width, height }
  })
}
