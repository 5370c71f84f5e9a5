/**
 * A flow as React Flow draws it: cards, edges, ground. The canvas that is edited and the views that only show a flow are
 * this board with different manners.
 */
import type { FlowDocument } from '@callflow-studio/model'
import { Background, BackgroundVariant, ReactFlow, type ReactFlowProps, useConnection, useStore } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/shallow'
import classes from './Board.module.css'
import { useCanvas } from './canvas-store.ts'
import { edgeNames, stepNames } from './describe-step.ts'
import { EdgeView } from './EdgeView.tsx'
import { createProjection, type StepEdge, type StepNode } from './projection.ts'
import type { Drawing } from './routes.ts'
import { StepCard } from './StepCard.tsx'
import { isEmpty } from './tools/selection.ts'
import { MovedRoutes, useDrawing } from './use-drawing.ts'

const nodeTypes = { step: StepCard }
const edgeTypes = { step: EdgeView }
const MIN_ZOOM = 0.05
const MAX_ZOOM = 2
/** Below these, cards show their title only, or are blocks. */
const TITLES_BELOW = 0.6
const BLOCKS_BELOW = 0.3
/** Everything is drawn up to here; in larger flows only what is in view. */
const MANY_STEPS = 150

export type BoardHandlers = Partial<ReactFlowProps<StepNode, StepEdge>>

interface BoardProps {
  document: FlowDocument
  selection: readonly string[]
  selectedEdge: string | null
  handlers: BoardHandlers
  children: (drawing: Drawing) => ReactNode
}

export function Board({ document, selection, selectedEdge, handlers, children }: BoardProps) {
  const [projection] = useState(createProjection)
  const { atRest, drawing } = useDrawing(document)
  const places = useCanvas((state) => state.places)
  const badges = useCanvas((state) => state.badges)
  const raised = useCanvas(
    useShallow(({ highlight, marks }) => [
      ...(highlight ? [...highlight.edges, ...highlight.sentEdges] : []),
      ...(marks ? Object.keys(marks.edges) : []),
    ]),
  )
  const { t } = useTranslation('canvas')
  const nameOf = useMemo(() => stepNames(document, badges, t), [document, badges, t])
  const nodes = useMemo(
    () => projection.nodes(document, drawing, new Set(selection), places, nameOf),
    [projection, document, drawing, selection, places, nameOf],
  )
  const { cards } = atRest
  const nameOfEdge = useMemo(() => edgeNames(document, cards, t), [document, cards, t])
  const edges = useMemo(
    () => projection.edges(document, atRest, selectedEdge, new Set(raised), nameOfEdge),
    [projection, document, atRest, selectedEdge, raised, nameOfEdge],
  )
  const hasNothing = useMemo(() => isEmpty(document), [document])

  return (
    <MovedRoutes value={drawing === atRest ? null : drawing.routes}>
      <ReactFlow<StepNode, StepEdge>
        className={classes.board}
        data-empty={hasNothing || undefined}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        minZoom={MIN_ZOOM}
        maxZoom={MAX_ZOOM}
        onlyRenderVisibleElements={document.nodes.length > MANY_STEPS}
        elevateNodesOnSelect={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        proOptions={NO_ATTRIBUTION}
        connectOnClick={false}
        {...handlers}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} color="var(--canvas-dots)" />
        <Frame />
        {children(drawing)}
      </ReactFlow>
    </MovedRoutes>
  )
}

/** React Flow's licence allows it; the product names what it is built with in its README. */
const NO_ATTRIBUTION = { hideAttribution: true }

/**
 * Tells the styles how far away the board is, and whether a connection is being drawn, without drawing a card again: a
 * thousand cards follow one attribute.
 */
function Frame() {
  const zoom = useStore(({ transform: [, , scale] }) =>
    scale < BLOCKS_BELOW ? 'blocks' : scale < TITLES_BELOW ? 'titles' : 'all',
  )
  const isConnecting = useConnection((connection) => connection.inProgress)
  return (
    <span
      hidden
      ref={(element) => {
        const board = element?.closest('.react-flow')
        board?.setAttribute('data-zoom', zoom)
        board?.toggleAttribute('data-connecting', isConnecting)
      }}
    />
  )
}
