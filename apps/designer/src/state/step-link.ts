/** Addresses within the editor of a flow. */
import { type PreviewScenario, readScenario, scenarioToText } from './preview-scenario.ts'
import type { SampleCaller } from './sample-callers.ts'

const STEP = 'step'
const PREVIEW = 'preview'
const CALL = '#call='

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

/** @returns the previewed call as the last part of an address, which browsers send to no server; empty for a new call */
export function previewHash(scenario: PreviewScenario): string {
  const text = scenarioToText(scenario)
  return text === '' ? '' : `${CALL}${text}`
}

/** Whether the last part of an address is meant to hold a call. */
export const holdsCall = (hash: string): boolean => hash.startsWith(CALL)

/** @returns the call that such a part holds; null where there is none, or none that can be read */
export const readPreviewHash = (hash: string, known: readonly SampleCaller[]): PreviewScenario | null =>
  holdsCall(hash) ? readScenario(hash.slice(CALL.length), known) : null

/** The address that opens a flow with a step selected and in view, to be shared. */
export const linkToStep = (flowId: string, nodeId: string): string =>
  `${window.location.origin}/flows/${flowId}${editorSearch(nodeId, false)}`
