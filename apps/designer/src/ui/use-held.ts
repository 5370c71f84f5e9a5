/**
 * Keeps a layout still between a press and its release. A click only counts when both happen on the same element: a
 * note that appears in between, as the field above loses the focus, would move the button away from under the pointer.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react'

/**
 * Returns the value; while a pointer is pressed anywhere on the page, the one from before the press.
 *
 * @example const note = useHeld(useNoteAt(path)) // appears after the click, not under it
 */
export function useHeld<T>(value: T): T {
  const isPressed = useSyncExternalStore(watchPointer, () => pressedPointers.size > 0)
  const beforePress = useRef(value)
  useEffect(() => {
    if (!isPressed) beforePress.current = value
  })
  return isPressed ? beforePress.current : value
}

const pressedPointers = new Set<number>()
const listeners = new Set<() => void>()

function watchPointer(listener: () => void): () => void {
  if (listeners.size === 0) listen()
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) stopListening.abort()
  }
}

let stopListening = new AbortController()

function listen(): void {
  stopListening = new AbortController()
  const options = { capture: true, signal: stopListening.signal }
  window.addEventListener('pointerdown', onPress, options)
  for (const type of ['pointerup', 'pointercancel'] as const) window.addEventListener(type, onRelease, options)
  // A drag of the browser's own, or a press that ends in another window, has no pointerup.
  for (const type of ['dragend', 'blur']) window.addEventListener(type, releaseAll, options)
  pressedPointers.clear()
}

function onPress({ pointerId }: PointerEvent): void {
  pressedPointers.add(pointerId)
  tell()
}

/** The click follows the release at once, in the same task. */
function onRelease({ pointerId }: PointerEvent): void {
  setTimeout(() => {
    pressedPointers.delete(pointerId)
    tell()
  })
}

function releaseAll({ target, type }: Event): void {
  // The blur of a field passes here too, on its way down.
  if (type === 'blur' && target !== window) return
  pressedPointers.clear()
  tell()
}

const tell = (): void => {
  for (const listener of listeners) listener()
}
