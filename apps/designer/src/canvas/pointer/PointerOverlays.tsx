/** What is drawn over the canvas while the pointer is at work: snap lines, the reason of a refusal, the menu. */
import { refuseConnection } from '@callflow-studio/model'
import { useConnection, ViewportPortal } from '@xyflow/react'
import { useEffect, useState } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import { type Aim, useCanvas, useCanvasStore } from '../canvas-store.ts'
import { ContextMenu } from './ContextMenu.tsx'
import classes from './Pointer.module.css'
import { useLongPress } from './use-long-press.ts'

export function PointerOverlays() {
  useLongPress()
  return (
    <>
      <Guides />
      <Refusal />
      <ContextMenu />
    </>
  )
}

function Guides() {
  const guides = useCanvas((state) => state.guides)
  if (guides.length === 0) return null
  return (
    <ViewportPortal>
      {guides.map(({ isVertical, at, from, to }) => (
        <span
          key={isVertical ? 'vertical' : 'horizontal'}
          className={classes.guide}
          style={
            isVertical
              ? { left: at, top: from, width: 1, height: to - from }
              : { left: from, top: at, width: to - from, height: 1 }
          }
        />
      ))}
    </ViewportPortal>
  )
}

/** Tells the cards what hangs over them, and says beside the pointer why a connection cannot be. */
function Refusal() {
  const store = useCanvasStore()
  const wire = useConnection(({ inProgress, fromHandle, toNode }) =>
    inProgress && fromHandle?.id ? `${fromHandle.nodeId}\n${fromHandle.id}\n${toNode?.id ?? ''}` : null,
  )
  const refusal = useCanvas((state) => state.aim?.refusal ?? null)
  const at = usePointerPlace(wire !== null)
  useEffect(() => {
    const aim = aimOf(wire)
    store.getState().set(aim?.refusal ? { aim, announcement: aim.refusal } : { aim })
  }, [wire, store])
  if (refusal === null || at === null) return null
  return (
    <p className={classes.refusal} style={{ left: at.x + 16, top: at.y + 16 }}>
      {refusal}
    </p>
  )
}

/** @param wire step and way out that it comes from, and the step below the pointer, a line each */
function aimOf(wire: string | null): Aim | null {
  const [nodeId = '', port = '', over = ''] = wire?.split('\n') ?? []
  if (over === '') return null
  return { over, refusal: refuseConnection(studioStore.getState().document, { nodeId, port }, over) }
}

function usePointerPlace(isActive: boolean): { x: number; y: number } | null {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null)
  useEffect(() => {
    if (!isActive) return
    const follow = (event: PointerEvent) => setAt({ x: event.clientX, y: event.clientY })
    window.addEventListener('pointermove', follow)
    return () => {
      window.removeEventListener('pointermove', follow)
      setAt(null)
    }
  }, [isActive])
  return at
}
