import { type NodeChange, type ReactFlowProps, useReactFlow } from '@xyflow/react'
import { useEffect, useMemo, useRef } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import { type CanvasStore, useCanvasStore } from '../canvas-store.ts'
import type { Point } from '../geometry.ts'
import type { StepEdge, StepNode } from '../projection.ts'
import { routesOf } from '../routes-of.ts'
import { canCopy, drop, dropCopies, type HeldSteps, holdSteps, hover, type Places } from './held-steps.ts'
import { useEscape } from './use-escape.ts'

type Handlers = Pick<
  ReactFlowProps<StepNode, StepEdge>,
  'onNodesChange' | 'onEdgesChange' | 'onNodeDragStart' | 'onNodeDragStop'
>

interface Drag {
  steps: HeldSteps
  /** Where the pointer has brought them. */
  at: Map<string, Point>
  isCopy: boolean
}

/**
 * Choosing and moving steps. While they are moved, their places are the canvas' own; letting go is one edit: a move, a
 * copy with Alt, or a move into the edge that they lie on. Escape puts them back.
 */
export function useDragging(): Handlers {
  const store = useCanvasStore()
  const { getZoom } = useReactFlow()
  const held = useRef<Drag | null>(null)

  useEscape(() => {
    if (!held.current) return false
    held.current = null
    clear(store)
    return true
  })
  useAlt((isDown) => {
    const drag = held.current
    if (!drag) return false
    drag.isCopy = isDown
    show(store, drag, getZoom())
    return true
  })

  return useMemo(
    () => ({
      onNodesChange: (changes) => {
        choose(changes)
        const drag = held.current
        if (!drag) return
        for (const change of changes)
          if (change.type === 'position' && change.dragging && change.position) drag.at.set(change.id, change.position)
        if (drag.at.size > 0) show(store, drag, getZoom())
      },
      onEdgesChange: () => {}, // A click chooses an edge; React Flow's own bookkeeping of it is not needed.
      onNodeDragStart: (event, _node, nodes) => {
        const ids = nodes.map(({ id }) => id)
        held.current = {
          steps: holdSteps(studioStore.getState().document, ids, (document) => routesOf(store, document)),
          at: new Map(),
          isCopy: event.altKey,
        }
      },
      onNodeDragStop: () => {
        const drag = held.current
        held.current = null
        if (drag && drag.at.size > 0) letGo(store, drag)
      },
    }),
    [store, getZoom],
  )
}

function choose(changes: readonly NodeChange<StepNode>[]): void {
  const { selection, select } = studioStore.getState()
  const chosen = new Set(selection)
  let isChanged = false
  for (const change of changes) {
    if (change.type !== 'select' || chosen.has(change.id) === change.selected) continue
    isChanged = true
    if (change.selected) chosen.add(change.id)
    else chosen.delete(change.id)
  }
  if (isChanged) select([...chosen])
}

function show(store: CanvasStore, { steps, at, isCopy }: Drag, zoom: number): void {
  const { places, guides, dropEdge } = hover(steps, at, zoom)
  if (isCopy && canCopy(steps, at.keys()))
    store.getState().set({ places: null, copies: places, guides, dropEdge: null })
  else store.getState().set({ places, copies: null, guides, dropEdge })
}

const clear = (store: CanvasStore): void =>
  store.getState().set({ places: null, copies: null, guides: [], dropEdge: null })

function letGo(store: CanvasStore, { steps }: Drag): void {
  const { places, copies, dropEdge } = store.getState()
  clear(store)
  if (copies) {
    copyTo(steps, copies)
    return
  }
  if (!places) return
  const { apply, select, selection } = studioStore.getState()
  apply(drop({ places, dropEdge }))
  const ids = Object.keys(places)
  if (ids.some((id) => !selection.includes(id))) select(ids)
}

/** The copies are selected then. */
function copyTo(steps: HeldSteps, places: Places): void {
  const { document, apply, select } = studioStore.getState()
  const known = new Set(document.nodes.map(({ id }) => id))
  apply(dropCopies(steps, places))
  const { nodes } = studioStore.getState().document
  select(nodes.map(({ id }) => id).filter((id) => !known.has(id)))
}

/** @param onChange tells whether the key meant something; browsers open their menu by it */
function useAlt(onChange: (isDown: boolean) => boolean): void {
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Alt' && latest.current(event.type === 'keydown')) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    window.addEventListener('keyup', onKey)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('keyup', onKey)
    }
  }, [])
}
