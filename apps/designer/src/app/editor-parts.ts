/** Parts of the editor that are fetched after it: dialogs that must open while the studio cannot be reached, too. */
import { lazyPart } from '../ui/lazy-part.tsx'

const publish = lazyPart(
  () => import('../publish/PublishDialog.tsx'),
  (part) => part.PublishDialog,
  'dialog',
)
const savingTest = lazyPart(
  () => import('../tests/SaveTestDialog.tsx'),
  (part) => part.SaveTestDialog,
  'dialog',
)
/** Knows how to write and draw flows. */
const exporting = lazyPart(
  () => import('../flows/ExportFlow.tsx'),
  (part) => part.ExportFlow,
  'dialog',
)

export const LazyPublishDialog = publish.Part
export const LazySaveTestDialog = savingTest.Part
export const LazyExportFlow = exporting.Part

/** Fetches them once the editor is there. @returns how to call that off */
export function preloadEditorParts(): () => void {
  const timer = setTimeout(() => {
    const pages = [
      () => import('../tests/TestsPage.tsx'),
      () => import('../calls/CallsPage.tsx'),
      () => import('../versions/VersionsPage.tsx'),
      () => import('../canvas/actions/callflow-fragment.ts'),
    ]
    for (const fetchPart of [publish.preload, exporting.preload, savingTest.preload, ...pages])
      fetchPart().catch(() => {}) // what cannot be fetched now is fetched, and missed, when it is shown
  }, PRELOAD_AFTER_MS)
  return () => clearTimeout(timer)
}

const PRELOAD_AFTER_MS = 1000
