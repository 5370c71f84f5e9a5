import type { ConnectionLineComponentProps } from '@xyflow/react'
import { useStudio } from '../../state/studio-store.ts'
import { useCanvas } from '../canvas-store.ts'
import { cardOf } from '../card.ts'
import type { Point } from '../geometry.ts'
import type { StepNode } from '../projection.ts'
import { roundedPath } from '../rounded-path.ts'
import classes from './Pointer.module.css'

const STUB = 16

/** The edge that is being drawn: down, across, down, as it will be once it is connected. */
export function ConnectionLine({ fromX, fromY, toX, toY }: ConnectionLineComponentProps<StepNode>) {
  const isStart = useCanvas((state) => state.grip?.end === 'source')
  const dropTarget = useCanvas((state) => state.dropTarget)
  const port = usePortPlace(dropTarget?.over ?? null, dropTarget?.port ?? null)
  const fixed = { x: fromX, y: fromY }
  const loose = (dropTarget?.refusal === null && port) || { x: toX, y: toY }
  const state = dropTarget === null ? 'open' : dropTarget.refusal === null ? 'accept' : 'refuse'
  return (
    <g className={classes.connection} data-state={state}>
      <path
        className={classes.line}
        d={roundedPath(isStart ? cornersBetween(loose, fixed) : cornersBetween(fixed, loose))}
      />
      <g transform={`translate(${loose.x} ${loose.y})`}>
        <circle className={classes.end} r={state === 'open' ? 5 : 11} />
        {state === 'accept' && <path className={classes.sign} d="M-4.5 0h9M0 -4.5v9" />}
        {state === 'refuse' && <path className={classes.sign} d="M-3.5 -3.5l7 7M3.5 -3.5l-7 7" />}
      </g>
    </g>
  )
}

/** Where the port is that would take the moved start. */
function usePortPlace(nodeId: string | null, port: string | null): Point | null {
  const document = useStudio((state) => state.document)
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (!node || port === null) return null
  const card = cardOf(
    node,
    document.edges.filter(({ source }) => source === node.id),
  )
  const cardPort = card.ports.find(({ key }) => key === port)
  return cardPort ? { x: node.position.x + cardPort.x, y: node.position.y + card.height } : null
}

function cornersBetween(from: Point, to: Point): Point[] {
  if (Math.abs(from.x - to.x) < 2) return [from, to]
  const middle = to.y > from.y + 2 * STUB ? (from.y + to.y) / 2 : from.y + STUB
  return [from, { x: from.x, y: middle }, { x: to.x, y: middle }, to]
}
