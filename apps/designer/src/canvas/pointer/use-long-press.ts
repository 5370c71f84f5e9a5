import { useStore } from '@xyflow/react'
import { useEffect } from 'react'
import { studioStore } from '../../state/studio-store.ts'

const AFTER_MS = 400
/** A finger is never quite still. */
const STILL_PX = 8

/** Touch: pressing a card for a while adds it to the choice, or takes it out. */
export function useLongPress(): void {
  const board = useStore((state) => state.domNode)
  useEffect(() => {
    if (!board) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let start = { x: 0, y: 0 }
    const callOff = () => clearTimeout(timer)
    const press = (event: PointerEvent) => {
      callOff()
      const card = event.target instanceof Element ? event.target.closest<HTMLElement>('.react-flow__node') : null
      const id = card?.dataset.id
      if (event.pointerType !== 'touch' || id === undefined) return
      start = { x: event.clientX, y: event.clientY }
      const before = studioStore.getState().selection
      timer = setTimeout(() => {
        studioStore.getState().select(before.includes(id) ? before.filter((other) => other !== id) : [...before, id])
      }, AFTER_MS)
    }
    const moved = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > STILL_PX) callOff()
    }
    board.addEventListener('pointerdown', press, { capture: true })
    board.addEventListener('pointermove', moved)
    board.addEventListener('pointerup', callOff)
    board.addEventListener('pointercancel', callOff)
    return () => {
      callOff()
      board.removeEventListener('pointerdown', press, { capture: true })
      board.removeEventListener('pointermove', moved)
      board.removeEventListener('pointerup', callOff)
      board.removeEventListener('pointercancel', callOff)
    }
  }, [board])
}
