import { useEffect, useRef, useState } from 'react'

const QUIET_MS = 600

/**
 * Keeps a field's errors away while somebody types: they appear on leaving it, or 600 ms after the last key, and not
 * at all during the first entry into an empty field.
 */
export function useQuiet() {
  const [isQuiet, setQuiet] = useState(false)
  const isFirstEntry = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    isQuiet,
    onFocus: (isEmpty: boolean) => {
      isFirstEntry.current = isEmpty
      setQuiet(isEmpty)
    },
    onType: () => {
      setQuiet(true)
      clearTimeout(timer.current)
      if (!isFirstEntry.current) timer.current = setTimeout(() => setQuiet(false), QUIET_MS)
    },
    onLeave: () => {
      clearTimeout(timer.current)
      setQuiet(false)
    },
  }
}
