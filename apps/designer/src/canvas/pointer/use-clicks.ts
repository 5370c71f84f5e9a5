import { type ReactFlowProps, useStore } from '@xyflow/react'
import { useEffect, useMemo, useRef } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import { useCanvasStore } from '../canvas-store.ts'
import type { StepEdge, StepNode } from '../projection.ts'
import { stepOf } from './under-pointer.ts'

type Handlers = Pick<
  ReactFlowProps<StepNode, StepEdge>,
  'onPaneClick' | 'onEdgeClick' | 'onNodeClick' | 'onNodeDoubleClick'
>

/** The inspector's word for whichever field comes first. */
const FIRST_FIELD = ''

/** Presses on ground, edges and cards. React Flow itself chooses the card that was pressed, with Shift one more. */
export function useClicks(): Handlers {
  const store = useCanvasStore()
  const tappedAgain = useTapAgain()
  useTapsOnCards()
  return useMemo(
    () => ({
      onPaneClick: () => {
        store.getState().set({ quickAdd: null })
        studioStore.getState().select([])
      },
      onEdgeClick: (_, { id }) => studioStore.getState().selectEdge(id),
      onNodeClick: (event, { id }) => {
        const { selection, select, goTo } = studioStore.getState()
        if (event.shiftKey) return
        if (tappedAgain.current === id) goTo(id, FIRST_FIELD)
        // Of several selected ones, the one that was pressed.
        else if (selection.length > 1) select([id])
      },
      onNodeDoubleClick: (event, { id }) => {
        if (event.target instanceof Element && event.target.closest('[data-title]'))
          store.getState().set({ renaming: id })
      },
    }),
    [store, tappedAgain],
  )
}

/** The step that is being tapped, if it alone was selected before. */
function useTapAgain() {
  const tapped = useRef<string | null>(null)
  const board = useStore((state) => state.domNode)
  useEffect(() => {
    if (!board) return
    const onPress = ({ pointerType, target }: PointerEvent) => {
      const { selection } = studioStore.getState()
      const id = stepOf(target)
      tapped.current = pointerType === 'touch' && selection.length === 1 && selection[0] === id ? id : null
    }
    board.addEventListener('pointerdown', onPress, { capture: true })
    return () => board.removeEventListener('pointerdown', onPress, { capture: true })
  }, [board])
  return tapped
}

/**
 * Browsers move a tap to what can be pressed nearby, and a port is near everything on a small card: a finger that came
 * down on a card selects the card, and does not press its port.
 */
function useTapsOnCards(): void {
  const board = useStore((state) => state.domNode)
  useEffect(() => {
    if (!board) return
    let tapped: Element | null = null
    // Even of this event the target may be what is nearby; its place is not.
    const onPress = ({ pointerType, clientX, clientY }: PointerEvent) => {
      tapped = pointerType === 'touch' ? document.elementFromPoint(clientX, clientY) : null
    }
    const onClick = (event: MouseEvent) => {
      const id = stepOf(tapped)
      if (id === null || isPort(tapped) || !isPort(event.target)) return
      event.stopPropagation()
      studioStore.getState().select([id])
    }
    board.addEventListener('pointerdown', onPress, { capture: true })
    board.addEventListener('click', onClick, { capture: true })
    return () => {
      board.removeEventListener('pointerdown', onPress, { capture: true })
      board.removeEventListener('click', onClick, { capture: true })
    }
  }, [board])
}

const isPort = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.react-flow__handle.source') !== null
