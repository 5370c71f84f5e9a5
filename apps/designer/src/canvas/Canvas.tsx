import {
  addNode,
  connect,
  createNode,
  deleteNodes,
  disconnect,
  placeNodes,
  refuseConnection,
} from '@callflow-studio/model'
import { applyNodeChanges, Background, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { type DragEvent, useEffect, useState } from 'react'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { nodeTypes, toEdges, toNodes } from './FlowView.tsx'

/** Where flows are drawn. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <Board />
    </ReactFlowProvider>
  )
}

function Board() {
  const document = useStudio((state) => state.document)
  const lit = useStudio((state) => state.lit)
  const selection = useStudio((state) => state.selection)
  const { screenToFlowPosition } = useReactFlow()
  const [nodes, setNodes] = useState(() => toNodes(document, lit))
  useEffect(
    () =>
      setNodes((before) =>
        toNodes(document, lit).map((node) => ({
          ...before.find(({ id }) => id === node.id),
          ...node,
          selected: selection.includes(node.id),
        })),
      ),
    [document, lit, selection],
  )
  const { apply, select, selectEdge } = studioStore.getState()
  const drop = (event: DragEvent) => {
    const type = event.dataTransfer.getData('application/x-callflow-step')
    if (!type) return
    const node = createNode(document, type, screenToFlowPosition({ x: event.clientX - 120, y: event.clientY - 20 }))
    apply(addNode(node))
    select([node.id])
  }
  return (
    <ReactFlow
      nodes={nodes}
      edges={toEdges(document)}
      nodeTypes={nodeTypes}
      onNodesChange={(changes) => setNodes((before) => applyNodeChanges(changes, before))}
      onNodeDragStop={(_, __, dragged) =>
        apply(placeNodes(Object.fromEntries(dragged.map(({ id, position }) => [id, position]))))
      }
      onNodeClick={(_, node) => select([node.id])}
      onEdgeClick={(_, edge) => selectEdge(edge.id)}
      onPaneClick={() => select([])}
      onConnect={({ source, sourceHandle, target }) =>
        apply(connect({ nodeId: source, port: sourceHandle ?? '_' }, target))
      }
      isValidConnection={({ source, sourceHandle, target }) =>
        refuseConnection(document, { nodeId: source, port: sourceHandle ?? '_' }, target) === null
      }
      onNodesDelete={(deleted) =>
        apply(
          deleteNodes(
            deleted.map(({ id }) => id),
            { heal: true },
          ),
        )
      }
      onEdgesDelete={(deleted) => {
        for (const { id } of deleted) apply(disconnect(id))
      }}
      onDrop={drop}
      onDragOver={(event) => event.preventDefault()}
      deleteKeyCode={['Delete']}
      fitView
      minZoom={0.1}
    >
      <Background gap={20} />
      <MiniMap style={{ width: 106, height: 98 }} />
    </ReactFlow>
  )
}
