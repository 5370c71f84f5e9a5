import { useStore } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import type { Point } from '../geometry.ts'
import { edgeOf, stepOf } from './under-pointer.ts'

const AFTER_MS = 400
/** A finger is never quite still. */
const STILL_PX = 8

/** Touch: pressing a card for a while adds it to the choice, or takes it out; on the ground, and on edges, it asks. */
export function useLongPress(onElsewhere: (at: Point, edgeId: string | null) => void): void {
  const board = useStore((state) => state.domNode)
  const latest = useRef(onElsewhere)
  latest.current = onElsewhere
  useEffect(() => {
    if (!board) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let start = { x: 0, y: 0 }
    let isDone = false
    const callOff = () => clearTimeout(timer)
    const onPress = ({ target, pointerType, isPrimary, clientX, clientY }: PointerEvent) => {
      callOff()
      isDone = false
      if (pointerType !== 'touch' || !isPrimary || isControl(target)) return
      start = { x: clientX, y: clientY }
      const id = stepOf(target)
      timer = setTimeout(() => {
        isDone = true
        if (id === null) latest.current(start, edgeOf(target))
        else toggle(id)
      }, AFTER_MS)
    }
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      if (Math.hypot(clientX - start.x, clientY - start.y) > STILL_PX) callOff()
    }
    // Lifting the finger is no tap then: it would choose that card alone, and close the menu.
    const onLift = (event: TouchEvent) => {
      if (isDone && event.cancelable) event.preventDefault()
      isDone = false
    }
    const stop = new AbortController()
    const options = { capture: true, signal: stop.signal }
    board.addEventListener('pointerdown', onPress, options)
    board.addEventListener('pointermove', onMove, options)
    board.addEventListener('pointerup', callOff, options)
    board.addEventListener('pointercancel', callOff, options)
    board.addEventListener('touchend', onLift, { ...options, passive: false })
    return () => {
      callOff()
      stop.abort()
    }
  }, [board])
}

function toggle(id: string): void {
  const { selection, select } = studioStore.getState()
  select(selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id])
}

/** Ports, grips, bars and lists have presses of their own. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest(
    '.react-flow__handle, .react-flow__edgeupdater, .react-flow__panel, [role="dialog"], button, input',
  ) !== null
