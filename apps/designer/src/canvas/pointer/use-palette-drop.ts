import { definitionOf, refuseStep, whyUnavailable } from '@callflow-studio/model'
import { type ReactFlowProps, useReactFlow } from '@xyflow/react'
import { type DragEvent, useEffect, useMemo } from 'react'
import { flowKindOf } from '../../state/flow-kind.ts'
import { studioStore } from '../../state/studio-store.ts'
import { type CanvasStore, type QuickAdd, useCanvasStore } from '../canvas-store.ts'
import type { Point } from '../geometry.ts'
import type { StepEdge, StepNode } from '../projection.ts'
import { addedStep } from '../quick-add/added-step.ts'
import { BELOW } from '../quick-add/place-card.ts'
import { routesOf } from '../routes-of.ts'
import { type Refusal, refuseInsert, refuseReplace } from './connection-target.ts'
import { edgeNear } from './edge-under.ts'
import { exitAbove, exitPlace } from './exit-above.ts'
import { draggedStep, watchPaletteDrags } from './palette-drag.ts'
import { showDropTarget } from './show-drop-target.ts'
import { pointOf, stepOf } from './under-pointer.ts'

type Handlers = Pick<ReactFlowProps<StepNode, StepEdge>, 'onDrop' | 'onDragOver' | 'onDragLeave'>

/** The pointer holds a new card by its head. */
const HEAD = 20

/** Steps dragged from the palette: below an open exit, into an edge, onto the ground, or with Alt into a card's place. */
export function usePaletteDrop(): Handlers {
  const store = useCanvasStore()
  const { screenToFlowPosition } = useReactFlow()
  useEffect(() => watchPaletteDrags(store.getState()), [store])
  return useMemo(() => {
    const forget = () => {
      const { dropEdge, dropCard, dropPort, set } = store.getState()
      if (dropEdge !== null || dropCard !== null || dropPort !== null)
        set({ dropEdge: null, dropCard: null, dropPort: null })
      showDropTarget(store, null)
    }
    return {
      onDragOver: (event) => {
        const type = draggedStep(event, store.getState())
        if (type === null) return
        const place = screenToFlowPosition(pointOf(event))
        const refusal = show(store, purposeAt(store, event, type, place), type, pointOf(event))
        if (refusal === null) event.preventDefault()
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) forget()
      },
      onDrop: (event) => {
        const type = draggedStep(event, store.getState())
        if (type === null) return
        event.preventDefault()
        const { x, y } = screenToFlowPosition(pointOf(event))
        put(purposeAt(store, event, type, { x, y }), type, { x, y: y - HEAD })
        forget()
      },
    }
  }, [store, screenToFlowPosition])
}

function purposeAt(store: CanvasStore, event: DragEvent, type: string, at: Point): QuickAdd['purpose'] {
  const nodeId = stepOf(event.target)
  if (nodeId !== null && event.altKey) return { kind: 'replace', nodeId }
  // A note is stuck anywhere.
  if (definitionOf(type)?.kind === 'note') return { kind: 'free' }
  const { document } = studioStore.getState()
  const edgeId = nodeId === null ? edgeNear(at, routesOf(store, document)) : null
  if (edgeId !== null) return { kind: 'insert', edgeId }
  const exit = exitAbove(document, at, nodeId)
  return exit && refuseStep(document, exit.from.nodeId, type) === null
    ? { kind: 'after', from: exit.from }
    : { kind: 'free' }
}

/** @returns why it cannot be dropped there; said beside the pointer */
function show(store: CanvasStore, purpose: QuickAdd['purpose'], type: string, at: Point): Refusal | null {
  const refusal = refusalOf(purpose, type)
  const isOn = refusal === null
  const dropEdge = isOn && purpose.kind === 'insert' ? purpose.edgeId : null
  const dropCard = isOn && purpose.kind === 'replace' ? purpose.nodeId : null
  const dropPort = isOn && purpose.kind === 'after' ? purpose.from : null
  const before = store.getState()
  const isSamePort = before.dropPort?.nodeId === dropPort?.nodeId && before.dropPort?.port === dropPort?.port
  if (before.dropEdge !== dropEdge || before.dropCard !== dropCard || !isSamePort)
    before.set({ dropEdge, dropCard, dropPort })
  const over = purpose.kind === 'replace' ? purpose.nodeId : null
  showDropTarget(store, refusal && { over, port: null, refusal, at })
  return refusal
}

function refusalOf(purpose: QuickAdd['purpose'], type: string): Refusal | null {
  const state = studioStore.getState()
  const { document } = state
  const definition = definitionOf(type)
  const why = definition && whyUnavailable(definition, flowKindOf(state))
  if (why) return { text: why.message }
  if (purpose.kind === 'insert') return refuseInsert(document, purpose.edgeId, type)
  return purpose.kind === 'replace' ? refuseReplace(document, purpose.nodeId, type) : null
}

function put(purpose: QuickAdd['purpose'], type: string, place: Point): void {
  const { document, apply, goTo } = studioStore.getState()
  if (refusalOf(purpose, type) !== null) return
  const added = addedStep(document, { purpose, place: placeBelow(purpose, place) }, type)
  if (!added) return
  apply(added.command)
  // The inspector's word for whichever field comes first.
  goTo(added.nodeId, '')
}

/** In line with the exit that it is connected with, at least at the distance of quick-add. */
function placeBelow(purpose: QuickAdd['purpose'], place: Point): Point {
  if (purpose.kind !== 'after') return place
  const exit = exitPlace(studioStore.getState().document, purpose.from)
  return exit ? { x: exit.x, y: Math.max(exit.y + BELOW, place.y) } : place
}
