import { useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { useCanvasStore } from '../canvas-store.ts'
import type { ActionTools } from './action.ts'

/** What actions need, inside a canvas. The element is looked up when an action runs: it is drawn by then. */
export function useActionTools(): ActionTools {
  const store = useCanvasStore()
  const flow = useReactFlow()
  return useMemo(
    () => ({
      store,
      flow,
      get root() {
        return document.querySelector<HTMLElement>('[data-canvas]') ?? document.body
      },
    }),
    [store, flow],
  )
}
