import { useStore } from '@xyflow/react'
import { useEffect } from 'react'

/** React Flow takes up an end of an edge by mouse only, though it follows a finger then. */
export function useTouchGrips(): void {
  const board = useStore((state) => state.domNode)
  useEffect(() => {
    if (!board) return
    const onTouch = (event: TouchEvent) => {
      const [touch, another] = event.touches
      const { target } = event
      if (!touch || another || !(target instanceof Element) || !target.matches('.react-flow__edgeupdater')) return
      event.preventDefault()
      const { clientX, clientY } = touch
      target.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0, clientX, clientY }))
    }
    board.addEventListener('touchstart', onTouch, { passive: false })
    return () => board.removeEventListener('touchstart', onTouch)
  }, [board])
}
