import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

type Open = typeof import('./code-mirror.ts').openCodeMirror

interface Taken {
  /** Null while it is being loaded. */
  open: Open | null
  /** What was selected in the text area, if it had the focus. */
  selection: readonly [from: number, to: number] | null
}

let loaded: Open | null = null

/**
 * Loads the editor that replaces a text area. Where that fails, offline or after an update of the server, the text area
 * stays: it lacks nothing but colours.
 * @returns `composition` for the text area: what an input method is composing is finished there
 */
export function useCodeMirror(area: RefObject<HTMLTextAreaElement | null>) {
  const [taken, setTaken] = useState<Taken>({ open: loaded, selection: null })
  const isComposing = useRef(false)
  const takeOver = useCallback(() => {
    const { current } = area
    if (!loaded || !current || isComposing.current) return
    const selection = [current.selectionStart, current.selectionEnd] as const
    const isFocused = current === document.activeElement
    // At once: no key may be pressed between reading the selection and drawing the editor.
    flushSync(() => setTaken({ open: loaded, selection: isFocused ? selection : null }))
  }, [area])
  useEffect(() => {
    if (taken.open) return
    load().then(takeOver, () => undefined)
  }, [taken.open, takeOver])
  const composition = {
    onCompositionStart: () => {
      isComposing.current = true
    },
    onCompositionEnd: () => {
      isComposing.current = false
      setTimeout(takeOver) // after the input event, which some browsers send last
    },
  }
  return { ...taken, composition }
}

async function load(): Promise<void> {
  const { openCodeMirror } = await import('./code-mirror.ts')
  loaded = openCodeMirror
}
