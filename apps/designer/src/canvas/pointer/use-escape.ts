import { useEffect, useRef } from 'react'

/** Escape calls off what the pointer is doing. @param callOff tells whether there was anything to call off */
export function useEscape(callOff: () => boolean): void {
  const latest = useRef(callOff)
  latest.current = callOff
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !latest.current()) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
}
