import { useEffect } from 'react'

const STUDIO = 'Callflow Studio'

/**
 * Names the page in the tab, in bookmarks and for screen readers.
 * @param parts from the narrowest to the widest; empty ones are left out
 * @example useTitle('Calls', 'Front desk') // Calls · Front desk · Callflow Studio
 */
export function useTitle(...parts: readonly (string | null)[]): void {
  const title = [...parts, STUDIO].filter(Boolean).join(' · ')
  useEffect(() => {
    document.title = title
    return () => {
      document.title = STUDIO
    }
  }, [title])
}
