import type { ConnectionLineComponentProps } from '@xyflow/react'
import type { StepNode } from '../projection.ts'
import { roundedPath } from '../rounded-path.ts'
import type { Point } from '../route-edges.ts'
import classes from './Pointer.module.css'

const STUB = 16

/** The way that is being drawn: down, across, down, as it will be once it is connected. */
export function ConnectionLine({ fromX, fromY, toX, toY, connectionStatus }: ConnectionLineComponentProps<StepNode>) {
  return (
    <path
      className={classes.line}
      data-refused={connectionStatus === 'invalid' || undefined}
      d={roundedPath(corners({ x: fromX, y: fromY }, { x: toX, y: toY }))}
    />
  )
}

function corners(from: Point, to: Point): Point[] {
  if (Math.abs(from.x - to.x) < 2) return [from, to]
  const middle = to.y > from.y + 2 * STUB ? (from.y + to.y) / 2 : from.y + STUB
  return [from, { x: from.x, y: middle }, { x: to.x, y: middle }, to]
}
