import { useStudio } from '../state/studio-store.ts'
import { useIsNarrow } from '../ui/use-screen.ts'

/** Widths of what lies over the canvas where there is no room beside it. */
const INSPECTOR = 336
const PHONE = 372

/** @returns how many pixels at the right of the canvas a panel covers */
export function useCovered(): number {
  const isNarrow = useIsNarrow()
  const isPreviewing = useStudio((state) => state.isPreviewing)
  const hasInspector = useStudio((state) => state.selection.length > 0 || state.areSettingsOpen)
  if (!isNarrow) return 0
  if (isPreviewing) return PHONE
  return hasInspector ? INSPECTOR : 0
}
