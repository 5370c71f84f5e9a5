import { useReactFlow, useStore, useStoreApi } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import { motion } from './motion.ts'
import type { Drawing } from './routes.ts'
import { firstView, reveal } from './view-frame.ts'

export interface First {
  /** The step that the call comes to first; null: show all. */
  firstId: string | null
  /** The steps that matter; left out: all. */
  nodeIds?: ReadonlySet<string>
  /** Pixels at the top that a bar covers. */
  covered?: number
}

/** Puts the camera where a flow is seen best, whenever another one is opened (`key`). */
export function useFirstView(drawing: Drawing, key: unknown, wanted: First): void {
  const { setViewport } = useReactFlow()
  const api = useStoreApi()
  const isMeasured = useStore(({ width, height }) => width > 0 && height > 0)
  const latest = useRef({ drawing, wanted })
  latest.current = { drawing, wanted }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another flow is another key
  useEffect(() => {
    if (!isMeasured) return
    const { width, height } = api.getState()
    const { firstId, nodeIds, covered = 0 } = latest.current.wanted
    const all = latest.current.drawing.boxes
    const some = all.filter(({ id }) => nodeIds?.has(id))
    const first = all.find(({ id }) => id === firstId) ?? null
    void setViewport(firstView(some.length > 0 ? some : all, { width, height }, first, covered))
  }, [isMeasured, key, setViewport, api])
}

/** @returns a function that brings a step into view, moving as little as it takes */
export function useReveal(drawing: Drawing, covered: number): (nodeId: string) => void {
  const { setViewport, getViewport } = useReactFlow()
  const api = useStoreApi()
  const latest = useRef({ drawing, covered })
  latest.current = { drawing, covered }
  return useCallback(
    (nodeId) => {
      const box = latest.current.drawing.boxes.find(({ id }) => id === nodeId)
      const { width, height } = api.getState()
      if (!box || width === 0) return
      const before = getViewport()
      const after = reveal(box, before, { width, height }, latest.current.covered)
      if (after !== before) void setViewport(after, { duration: motion('layout') })
    },
    [api, getViewport, setViewport],
  )
}
