import { useStore } from '@xyflow/react'
import { useEffect, useState } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import type { Point } from '../geometry.ts'
import { edgeOf, stepOf } from './under-pointer.ts'
import { useLongPress } from './use-long-press.ts'

/** A menu that is open: what it is about, and where on the screen. */
export type OpenMenu = { at: Point } & ({ on: 'step'; id: string } | { on: 'edge'; id: string } | { on: 'ground' })

/** Opens by right click or the menu key, and by a long press beside the cards. */
export function useContextMenu(): [OpenMenu | null, () => void] {
  const board = useStore((state) => state.domNode)
  const [opened, setOpened] = useState<OpenMenu | null>(null)
  useLongPress((at, edgeId) => setOpened(edgeId === null ? { on: 'ground', at } : onEdge(edgeId, at)))
  useEffect(() => {
    if (!board) return
    let isTouch = false
    const onPress = ({ pointerType }: PointerEvent) => {
      isTouch = pointerType === 'touch'
    }
    const onMenu = (event: MouseEvent) => {
      const { target } = event
      if (target instanceof Element && target.closest('input, textarea, [role="dialog"], .react-flow__panel')) return
      event.preventDefault()
      // A long press comes here too, later than our own.
      if (!isTouch) setOpened(menuFor(event))
    }
    board.addEventListener('pointerdown', onPress, { capture: true })
    board.addEventListener('contextmenu', onMenu)
    return () => {
      board.removeEventListener('pointerdown', onPress, { capture: true })
      board.removeEventListener('contextmenu', onMenu)
    }
  }, [board])
  return [opened, () => setOpened(null)]
}

/** What is pressed is selected, as with the main button. */
function menuFor({ target, clientX, clientY }: MouseEvent): OpenMenu {
  const { select, selection } = studioStore.getState()
  const at = { x: clientX, y: clientY }
  const id = stepOf(target)
  if (id !== null) {
    if (!selection.includes(id)) select([id])
    return { on: 'step', id, at }
  }
  const edgeId = edgeOf(target)
  if (edgeId !== null) return onEdge(edgeId, at)
  select([])
  return { on: 'ground', at }
}

function onEdge(id: string, at: Point): OpenMenu {
  studioStore.getState().selectEdge(id)
  return { on: 'edge', id, at }
}
