import { useStore } from '@xyflow/react'
import { useEffect } from 'react'
import { studioStore } from '../../state/studio-store.ts'

const FINGERS = 3
const MIN_PX = 60

/** Three fingers to the left undo, to the right redo. */
export function useUndoSwipe(): void {
  const board = useStore((state) => state.domNode)
  useEffect(() => {
    if (!board) return
    let from: number | null = null
    let by = 0
    const onStart = ({ touches }: TouchEvent) => {
      from = touches.length === FINGERS ? middleOf(touches) : null
      by = 0
    }
    const onMove = (event: TouchEvent) => {
      if (from === null || event.touches.length < FINGERS) return
      // Two of them would move the view.
      event.stopPropagation()
      event.preventDefault()
      by = middleOf(event.touches) - from
    }
    const onEnd = () => {
      if (from === null) return
      from = null
      const { undo, redo } = studioStore.getState()
      if (by < -MIN_PX) undo()
      else if (by > MIN_PX) redo()
    }
    const stop = new AbortController()
    const options = { capture: true, passive: false, signal: stop.signal }
    board.addEventListener('touchstart', onStart, options)
    board.addEventListener('touchmove', onMove, options)
    board.addEventListener('touchend', onEnd, options)
    board.addEventListener('touchcancel', onEnd, options)
    return () => stop.abort()
  }, [board])
}

const middleOf = (touches: TouchList): number =>
  [...touches].reduce((sum, { clientX }) => sum + clientX, 0) / touches.length
