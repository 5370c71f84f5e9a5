import { useCallback, useEffect, useRef } from 'react'

/**
 * Collects what comes in quickly, so that a page draws it a few times a second. What comes after a pause is handled at once.
 *
 * @param handle may change between renders
 * @param everyMs the time between two batches
 * @returns takes one item
 */
export function useBatches<T>(handle: (items: readonly T[]) => void, everyMs: number): (item: T) => void {
  const latest = useRef(handle)
  latest.current = handle
  const waiting = useRef<T[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )
  return useCallback(
    (item) => {
      waiting.current.push(item)
      if (timer.current === null) takeAll()

      function takeAll(): void {
        timer.current = null
        if (waiting.current.length === 0) return
        const items = waiting.current
        waiting.current = []
        timer.current = setTimeout(takeAll, everyMs)
        latest.current(items)
      }
    },
    [everyMs],
  )
}
