import { ViewportPortal } from '@xyflow/react'
import { useCanvas } from '../canvas-store.ts'
import classes from './PendingConnectionLine.module.css'

/** The connection that Enter would draw. */
export function PendingConnectionLine() {
  const pendingConnection = useCanvas((state) => state.pendingConnection)
  if (!pendingConnection) return null
  const { anchor, at, refusal } = pendingConnection
  const bend = Math.max(40, Math.abs(at.y - anchor.y) / 2)
  return (
    <ViewportPortal>
      <svg className={classes.layer} aria-hidden>
        <path
          className={classes.line}
          data-refused={refusal !== null || undefined}
          d={`M${anchor.x} ${anchor.y}C${anchor.x} ${anchor.y + bend} ${at.x} ${at.y - bend} ${at.x} ${at.y}`}
        />
      </svg>
    </ViewportPortal>
  )
}
