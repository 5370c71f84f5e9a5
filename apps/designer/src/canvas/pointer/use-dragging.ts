import { pasteNodes, placeNodes } from '@callflow-studio/model'
import { type NodeChange, type ReactFlowProps, useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import { type CanvasStore, useCanvasStore } from '../canvas-store.ts'
import type { StepNode, WayEdge } from '../projection.ts'
import { boxesOf } from '../quick-add/boxes-of.ts'
import type { Box, Point } from '../route-edges.ts'
import { drawRoutes } from '../routes.ts'
import { edgeBeneath } from './edge-under.ts'
import { SNAP_PX, snap } from './snap.ts'
import { canSplice, splice } from './splice.ts'

type Handlers = Pick<
  ReactFlowProps<StepNode, WayEdge>,
  'onNodesChange' | 'onEdgesChange' | 'onNodeDragStop' | 'onSelectionDragStop'
>

/**
 * Choosing and moving steps. While they are moved, their places are the canvas' own; letting go is one edit: a move, a
 * copy with Alt, or a move into the way that they lie on.
 */
export function useDragging(): Handlers {
  const store = useCanvasStore()
  const { getZoom } = useReactFlow()
  return useMemo(() => {
    const letGo = (event: { altKey: boolean }) => drop(store, event.altKey)
    return {
      onNodesChange: (changes) => {
        choose(changes)
        const moved = changes.flatMap((change) =>
          change.type === 'position' && change.dragging && change.position
            ? [{ id: change.id, at: change.position }]
            : [],
        )
        if (moved.length > 0) move(store, moved, getZoom())
      },
      onEdgesChange: () => {}, // A click chooses an edge; React Flow's own bookkeeping of it is not needed.
      onNodeDragStop: (event) => letGo(event),
      onSelectionDragStop: (event) => letGo(event),
    }
  }, [store, getZoom])
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

function move(store: CanvasStore, moved: readonly { id: string; at: Point }[], zoom: number): void {
  const { document } = studioStore.getState()
  const boxes = boxesOf(document)
  const ids = new Set(moved.map(({ id }) => id))
  const around = boxAround(
    moved.flatMap(({ id, at }) => boxes.filter((box) => box.id === id).map((box) => ({ ...box, ...at }))),
  )
  if (!around) return
  const { by, guides } = snap(
    around,
    boxes.filter(({ id }) => !ids.has(id)),
    SNAP_PX / zoom,
  )
  const places = Object.fromEntries(
    moved.map(({ id, at }) => [id, { x: Math.round(at.x + by.x), y: Math.round(at.y + by.y) }]),
  )
  const [only] = moved
  const routes = moved.length === 1 && only ? drawRoutes(document).routes : null
  const dropEdge = routes && only ? edgeBeneath(around, routes, (edgeId) => canSplice(document, only.id, edgeId)) : null
  store.getState().set({ places, guides, dropEdge })
}

function drop(store: CanvasStore, isCopy: boolean): void {
  const { places, dropEdge, set } = store.getState()
  set({ places: null, guides: [], dropEdge: null })
  if (!places) return
  const { document, apply } = studioStore.getState()
  const ids = Object.keys(places)
  const [first] = ids
  if (first === undefined) return
  if (isCopy) {
    copyTo(places)
    return
  }
  apply((before) => {
    const moved = placeNodes(places)(before)
    return dropEdge !== null && canSplice(document, first, dropEdge) ? splice(first, dropEdge)(moved) : moved
  })
}

/** The steps themselves stay where they were. */
function copyTo(places: Readonly<Record<string, Point>>): void {
  const { document, apply, select } = studioStore.getState()
  const nodes = document.nodes.filter(({ id }) => places[id] !== undefined)
  const [first] = nodes
  const to = first && places[first.id]
  if (!first || !to) return
  const known = new Set(document.nodes.map(({ id }) => id))
  apply(pasteNodes(nodes, document.edges, { x: to.x - first.position.x, y: to.y - first.position.y }))
  select(
    studioStore
      .getState()
      .document.nodes.map(({ id }) => id)
      .filter((id) => !known.has(id)),
  )
}

function boxAround(boxes: readonly Box[]): Box | null {
  const [first] = boxes
  if (!first) return null
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    id: first.id,
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}
