import { useEffect, useRef } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { EDITOR_PARAMS, editorSearch } from '../state/step-link.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'

/** The address follows the selection this much later: arrows that walk through a flow must not change it at each step. */
const FOLLOW_AFTER_MS = 200

/**
 * Keeps the selected step and the open preview in the address, `?step=n3&preview`, without adding to the history: a reload,
 * a bookmark or a shared link shows the same. An address that names a step which is not there loses it.
 */
export function useEditorAddress(): void {
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const selection = useStudio((state) => state.selection)
  const isPreviewing = useStudio((state) => state.isPreviewing)
  /** What was last read from the address or written to it. */
  const known = useRef<string | null>(null)

  useEffect(() => {
    if (search === known.current) return
    known.current = search
    const params = new URLSearchParams(search)
    const step = params.get(EDITOR_PARAMS.step)
    const { document, goTo, startPreview } = studioStore.getState()
    if (step !== null && document.nodes.some(({ id }) => id === step)) goTo(step)
    if (params.has(EDITOR_PARAMS.preview)) startPreview()
  }, [search])

  const wanted = editorSearch(selection.length === 1 ? (selection[0] ?? null) : null, isPreviewing)
  useEffect(() => {
    if (wanted === search) return
    const timer = setTimeout(() => {
      known.current = wanted
      void navigate({ pathname, search: wanted }, { replace: true })
    }, FOLLOW_AFTER_MS)
    return () => clearTimeout(timer)
  }, [wanted, search, pathname, navigate])
}
