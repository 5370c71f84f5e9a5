import { useEffect } from 'react'
import { SiteLayout } from './SiteLayout.tsx'

/** The pages that belong to no single flow. Most visits of them lead to a flow, so the editor is fetched in advance. */
export function SitePages() {
  useEffect(fetchEditor, [])
  return <SiteLayout />
}

/** Waits until this page is shown. */
function fetchEditor(): () => void {
  const timer = setTimeout(() => {
    // A page that cannot be fetched now is fetched, and missed, when it is opened.
    Promise.all([import('./FlowLayout.tsx'), import('./EditorPage.tsx')]).catch(() => {})
  }, FETCH_AFTER_MS)
  return () => clearTimeout(timer)
}
const FETCH_AFTER_MS = 500
