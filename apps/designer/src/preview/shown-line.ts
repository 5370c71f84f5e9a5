import { useStudio } from '../state/studio-store.ts'

/** The line of the transcript that variables and requests are shown of: the selected one, else the last; null: none yet. */
export function useShownLine(): number | null {
  return useStudio(({ preview, shownLines, selectedLine }) => {
    const last = (shownLines ?? preview?.events.length ?? 0) - 1
    return last < 0 ? null : Math.min(selectedLine ?? last, last)
  })
}

/** The request that is shown: the chosen one, else that of the shown line; null while there is none. */
export function useShownRequest(): number | null {
  const line = useShownLine()
  return useStudio(({ preview, shownRequest }) => {
    const newest = (preview?.exchanges.length ?? 0) - 1
    if (newest < 0) return null
    const ofLine = line === null ? newest : (preview?.events[line]?.exchange ?? 0)
    return Math.min(shownRequest ?? ofLine, newest)
  })
}
