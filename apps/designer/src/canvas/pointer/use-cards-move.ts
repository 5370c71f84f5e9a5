import { useKeyPress, useStore } from '@xyflow/react'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { studioStore } from '../../state/studio-store.ts'
import { stepOf } from './under-pointer.ts'

/**
 * Whether a drag that begins on a card moves the card: with Space held it moves the view, as a finger does on a card that
 * is not selected.
 */
export function useCardsMove(): boolean {
  const isSpaceHeld = useKeyPress('Space')
  const board = useStore((state) => state.domNode)
  const [isMoved, setMoved] = useState(true)
  useEffect(() => {
    if (!board) return
    const onPress = ({ pointerType, target }: PointerEvent) => {
      const id = stepOf(target)
      const isFree = pointerType !== 'touch' || (id !== null && studioStore.getState().selection.includes(id))
      // React Flow decides at the touch itself, which comes right behind.
      flushSync(() => setMoved(isFree))
    }
    board.addEventListener('pointerdown', onPress, { capture: true })
    return () => board.removeEventListener('pointerdown', onPress, { capture: true })
  }, [board])
  return isMoved && !isSpaceHeld
}
