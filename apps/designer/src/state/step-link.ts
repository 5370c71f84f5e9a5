/** Addresses within the editor of a flow. */

const STEP = 'step'
const PREVIEW = 'preview'

/**
 * @param step the selected one; null: none, or several
 * @returns what follows the path of the flow; empty for a flow as it opens
 * @example editorSearch('n3', true) // ?step=n3&preview
 */
export function editorSearch(step: string | null, isPreviewing: boolean): string {
  const parts = [...(step === null ? [] : [`${STEP}=${encodeURIComponent(step)}`]), ...(isPreviewing ? [PREVIEW] : [])]
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** Reads such a link; ignores all other parameters. */
export function readEditorSearch(search: string): { step: string | null; isPreview: boolean } {
  const params = new URLSearchParams(search)
  return { step: params.get(STEP), isPreview: params.has(PREVIEW) }
}

/** The address that opens a flow with a step selected and in view, to be shared. */
export const linkToStep = (flowId: string, nodeId: string): string =>
  `${window.location.origin}/flows/${flowId}${editorSearch(nodeId, false)}`
