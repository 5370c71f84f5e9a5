import { refuseStep } from '@callflow-studio/model'
import { type ReactFlowProps, useReactFlow } from '@xyflow/react'
import { type DragEvent, useMemo } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import { type CanvasStore, type QuickAdd, useCanvasStore } from '../canvas-store.ts'
import type { StepNode, WayEdge } from '../projection.ts'
import { addedStep } from '../quick-add/added-step.ts'
import type { Point } from '../route-edges.ts'
import { drawRoutes } from '../routes.ts'
import { edgeNear } from './edge-under.ts'

type Handlers = Pick<ReactFlowProps<StepNode, WayEdge>, 'onDrop' | 'onDragOver' | 'onDragLeave'>

/** What the palette writes into a drag. */
const DRAG_TYPE = 'application/x-callflow-step'
/** The pointer holds a new card by its head. */
const HEAD = 20

/** Steps dragged from the palette: onto the ground, into a way, or with Alt into a card's place. */
export function usePaletteDrop(): Handlers {
  const store = useCanvasStore()
  const { screenToFlowPosition } = useReactFlow()
  return useMemo(() => {
    const forget = () => {
      const { dropEdge, dropCard, set } = store.getState()
      if (dropEdge !== null || dropCard !== null) set({ dropEdge: null, dropCard: null })
    }
    return {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes(DRAG_TYPE)) return
        event.preventDefault()
        aim(store, event, screenToFlowPosition({ x: event.clientX, y: event.clientY }))
      },
      onDragLeave: forget,
      onDrop: (event) => {
        const type = event.dataTransfer.getData(DRAG_TYPE)
        const { dropEdge, dropCard } = store.getState()
        forget()
        if (type === '') return
        event.preventDefault()
        const at = screenToFlowPosition({ x: event.clientX, y: event.clientY })
        put(type, purposeOf(type, dropEdge, dropCard), { x: at.x, y: at.y - HEAD })
      },
    }
  }, [store, screenToFlowPosition])
}

/** Marks what the step would go into. Which step it is, a browser tells only at the drop. */
function aim(store: CanvasStore, event: DragEvent, at: Point): void {
  const card = event.target instanceof Element ? event.target.closest<HTMLElement>('.react-flow__node') : null
  const dropCard = event.altKey ? (card?.dataset.id ?? null) : null
  const dropEdge = card ? null : edgeNear(at, drawRoutes(studioStore.getState().document).routes)
  const before = store.getState()
  if (before.dropEdge !== dropEdge || before.dropCard !== dropCard) before.set({ dropEdge, dropCard })
}

function purposeOf(type: string, dropEdge: string | null, dropCard: string | null): QuickAdd['purpose'] {
  if (dropCard !== null) return { kind: 'replace', nodeId: dropCard }
  const { document } = studioStore.getState()
  const edge = document.edges.find(({ id }) => id === dropEdge)
  return edge && refuseStep(document, edge.source, type) === null
    ? { kind: 'insert', edgeId: edge.id }
    : { kind: 'free' }
}

function put(type: string, purpose: QuickAdd['purpose'], place: Point): void {
  const { document, apply, goTo } = studioStore.getState()
  const added = addedStep(document, { purpose, place }, type)
  if (!added) return
  apply(added.command)
  // The inspector's word for whichever field comes first.
  goTo(added.nodeId, '')
}
