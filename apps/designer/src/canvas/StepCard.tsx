import { definitionOf, type FlowDocument, portsOf, summaryOf, titleOf } from '@callflow-studio/model'
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { StepTile } from '../ui/StepTile.tsx'
import classes from './StepCard.module.css'

export type CardNode = Node<{ document: FlowDocument; isLit: boolean }, 'step'>

/** A step as a card: tile, title, what the caller notices, and its ways out above their ports. */
export function StepCard({ id, data, selected }: NodeProps<CardNode>) {
  const { document } = data
  const node = document.nodes.find((other) => other.id === id)
  if (!node) return null
  const kind = definitionOf(node.type)?.kind
  const ports = portsOf(
    node,
    document.edges.filter((edge) => edge.source === id),
  )
  const isPlain = ports.length === 1
  return (
    <div className={classes.card} data-selected={selected || undefined} data-lit={data.isLit || undefined}>
      {kind !== 'start' && kind !== 'fallback' && <Handle type="target" position={Position.Top} id="in" />}
      <div className={classes.head}>
        <StepTile type={node.type} size={32} />
        <div className={classes.words}>
          <span className={classes.title}>{titleOf(node)}</span>
          <span className={classes.summary}>{summaryOf(node)}</span>
        </div>
      </div>
      {ports.length > 0 && (
        <div className={classes.ways} data-plain={isPlain || undefined}>
          {ports.map((port) => (
            <span key={port.key} className={classes.way}>
              {!isPlain && (port.keyCap ? `${port.keyCap} ${port.label ?? ''}` : (port.label ?? port.key))}
              <Handle type="source" position={Position.Bottom} id={port.key} />
            </span>
          ))}
        </div>
      )}
    </div>
  )
}
