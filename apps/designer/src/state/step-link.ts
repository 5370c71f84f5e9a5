/** Addresses within the editor of a flow. */

export const EDITOR_PARAMS = { step: 'step', preview: 'preview' } as const

/**
 * @param step the selected one; null: none, or several
 * @returns what stands behind the path of the flow; empty for a flow as it opens
 * @example editorSearch('n3', true) // ?step=n3&preview
 */
export function editorSearch(step: string | null, isPreviewing: boolean): string {
  const parts = [
    ...(step === null ? [] : [`${EDITOR_PARAMS.step}=${encodeURIComponent(step)}`]),
    ...(isPreviewing ? [EDITOR_PARAMS.preview] : []),
  ]
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** The address that opens a flow with a step selected and in view, to be shared. */
export const linkToStep = (flowId: string, nodeId: string): string =>
  `${window.location.origin}/flows/${flowId}${editorSearch(nodeId, false)}`
