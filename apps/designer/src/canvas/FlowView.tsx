import { definitionOf, type FlowDocument } from '@callflow-studio/model'
import { ReactFlowProvider } from '@xyflow/react'
import { useEffect, useMemo, useState } from 'react'
import type { HighlightedPath } from '../state/session-slice.ts'
import { Board, type BoardHandlers } from './Board.tsx'
import { CanvasContext, createCanvasStore, type Mark, type Marks } from './canvas-store.ts'
import classes from './FlowView.module.css'
import type { Drawing } from './routes.ts'
import { useFirstView, useReveal } from './use-camera.ts'
import { TITLES_READABLE } from './view-frame.ts'
import { ZoomBar } from './ZoomBar.tsx'

/** Ids of steps and edges, by what happened to them between two states of the flow. */
export type Compared = Readonly<Record<Mark, readonly string[]>>

interface FlowViewProps {
  document: FlowDocument
  /** The path of a call. */
  highlight: HighlightedPath | null
  compared?: Compared
  /** The step that is brought into view and marked as selected. */
  focusNodeId?: string | null
  onNodePress?: (nodeId: string) => void
  hasControls?: boolean
  /** Pixels at the top that a bar of the page covers. */
  covered?: number
}

/** A flow to look at: the path of a call, two versions compared, an example. */
export function FlowView(props: FlowViewProps) {
  const { document, highlight, compared } = props
  const [store] = useState(() => createCanvasStore(true))
  const marks = useMemo(() => (compared ? marksOf(document, compared) : null), [document, compared])
  useEffect(() => store.getState().set({ highlight, marks }), [store, highlight, marks])
  return (
    <CanvasContext value={store}>
      <ReactFlowProvider>
        <View {...props} />
      </ReactFlowProvider>
    </CanvasContext>
  )
}

const LOOK_ONLY = {
  nodesDraggable: false,
  nodesConnectable: false,
  edgesFocusable: false,
  edgesReconnectable: false,
  elementsSelectable: false,
  panOnScroll: true,
  zoomOnScroll: false,
  zoomOnDoubleClick: false,
} satisfies BoardHandlers

function View(props: FlowViewProps) {
  const { document, focusNodeId = null, onNodePress, hasControls = false } = props
  const selection = useMemo(() => (focusNodeId === null ? [] : [focusNodeId]), [focusNodeId])
  const handlers: BoardHandlers = {
    ...LOOK_ONLY,
    nodesFocusable: onNodePress !== undefined,
    ...(onNodePress ? { onNodeClick: (_, { id }) => onNodePress(id) } : {}),
  }
  return (
    <div className={classes.view}>
      <Board document={document} selection={selection} selectedEdge={null} handlers={handlers}>
        {(drawing) => (
          <>
            <Camera drawing={drawing} view={props} />
            {hasControls && <ZoomBar />}
          </>
        )}
      </Board>
    </div>
  )
}

interface CameraProps {
  drawing: Drawing
  view: FlowViewProps
}

/** The path of a call, where there is one; else the flow from its beginning, or all of it where nobody can zoom. */
function Camera({
  drawing,
  view: { document, highlight, focusNodeId = null, hasControls = false, covered = 0 },
}: CameraProps) {
  const start = document.nodes.find(({ type }) => definitionOf(type)?.kind === 'start')?.id ?? null
  const nodesOnPath = useMemo(
    () => new Set([...Object.keys(highlight?.steps ?? {}), ...(highlight?.sentNodes ?? [])]),
    [highlight],
  )
  useFirstView(drawing, highlight ?? document, {
    firstId: hasControls ? start : null,
    nodeIds: nodesOnPath,
    covered,
    readable: TITLES_READABLE,
  })
  const { show } = useReveal(drawing, 0)
  useEffect(() => {
    if (focusNodeId !== null) show(focusNodeId)
  }, [focusNodeId, show])
  return null
}

function marksOf(document: FlowDocument, compared: Compared): Marks {
  const nodeIds = new Set(document.nodes.map(({ id }) => id))
  const nodes: Record<string, Mark> = {}
  const edges: Record<string, Mark> = {}
  for (const mark of ['added', 'changed', 'removed'] as const)
    for (const id of compared[mark]) {
      if (nodeIds.has(id)) nodes[id] = mark
      else edges[id] = mark
    }
  return { nodes, edges }
}
