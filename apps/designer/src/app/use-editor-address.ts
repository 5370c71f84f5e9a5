import { use, useEffect, useRef } from 'react'
import { useLocation, useNavigate, useNavigation } from 'react-router'
import { PRESET_CALLERS } from '../state/sample-callers.ts'
import { editorSearch, holdsCall, previewHash, readEditorSearch, readPreviewHash } from '../state/step-link.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { RouterContext } from './router-context.ts'

/** The address follows the selection this much later: arrows that walk through a flow must not change it at each step. */
const FOLLOW_AFTER_MS = 200

const WRITTEN_HERE = { isWrittenHere: true }
const isWrittenHere = (state: Partial<typeof WRITTEN_HERE> | null): boolean => state?.isWrittenHere === true

/**
 * Keeps the selected step and the preview with its call in the address, `?step=n3&preview#call=…`, without adding to the
 * history: a reload, a bookmark or a shared link shows the same. An address that names a step which is not there loses it,
 * and so does one whose call cannot be read, which the preview says.
 */
export function useEditorAddress(): void {
  const { pathname, search, hash, state } = useLocation()
  const navigate = useNavigate()
  const router = use(RouterContext)
  const isLeaving = useNavigation().state !== 'idle'
  const selection = useStudio((state) => state.selection)
  const isPreviewing = useStudio((state) => state.isPreviewing)
  const scenario = useStudio((state) => state.scenario)
  const isOpened = useRef(false)

  const { step, isPreview } = readEditorSearch(search)
  const shown = editorSearch(step, isPreview) + hash
  useEffect(() => {
    // What was written may come back late, when the editor has moved on; a reload has only what was written.
    const isOwn = isOpened.current && isWrittenHere(state)
    isOpened.current = true
    if (isOwn) return
    const { document, goTo, isPreviewing, startPreview, openScenario, openBrokenLink, ownCallers } =
      studioStore.getState()
    if (step !== null && document.nodes.some(({ id }) => id === step)) goTo(step)
    const linked = isPreview ? readPreviewHash(hash, [...ownCallers, ...PRESET_CALLERS]) : null
    if (linked) openScenario(linked)
    else if (isPreview && holdsCall(hash)) openBrokenLink()
    else if (isPreview && !isPreviewing) startPreview() // one that began at a step goes on
  }, [step, isPreview, hash, state])

  const wantedSearch = editorSearch(selection.length === 1 ? (selection[0] ?? null) : null, isPreviewing)
  const wantedHash = isPreviewing ? previewHash(scenario) : ''
  const wanted = wantedSearch + wantedHash
  useEffect(() => {
    if (wanted === shown || isLeaving) return
    const timer = setTimeout(() => {
      // Another address would call off the page that is being fetched; the router knows of it before React does.
      if (router && router.state.navigation.state !== 'idle') return
      void navigate({ pathname, search: wantedSearch, hash: wantedHash }, { replace: true, state: WRITTEN_HERE })
    }, FOLLOW_AFTER_MS)
    return () => clearTimeout(timer)
  }, [wanted, wantedSearch, wantedHash, shown, isLeaving, pathname, navigate, router])
}
