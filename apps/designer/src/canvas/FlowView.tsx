import type { FlowDocument } from '@callflow-studio/model'
import { Background, type Edge, ReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { useMemo } from 'react'
import type { LitPath } from '../state/session-slice.ts'
import { type CardNode, StepCard } from './StepCard.tsx'

export const nodeTypes = { step: StepCard }

/** A flow to look at: a preview, a call's path, an older version. */
export function FlowView({ document, lit }: { document: FlowDocument; lit?: LitPath | null; [more: string]: unknown }) {
  const nodes = useMemo(() => toNodes(document, lit ?? null), [document, lit])
  const edges = useMemo(() => toEdges(document), [document])
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      nodesDraggable={false}
      nodesConnectable={false}
      elementsSelectable={false}
      fitView
      minZoom={0.1}
    >
      <Background gap={20} />
    </ReactFlow>
  )
}

export const toNodes = (document: FlowDocument, lit: LitPath | null): CardNode[] =>
  document.nodes.map((node) => ({
    id: node.id,
    type: 'step',
    position: node.position,
    data: { document, isLit: lit?.steps[node.id] !== undefined },
  }))

export const toEdges = (document: FlowDocument): Edge[] =>
  document.edges.map(({ id, source, sourceHandle, target }) => ({
    id,
    source,
    sourceHandle,
    target,
    targetHandle: 'in',
    type: 'smoothstep',
  }))
