import type { Diagnostic } from '@callflow-studio/model'

/**
 * Why a call cannot be previewed. missing: there is no such step. invalid: what was asked for means nothing in this flow.
 * refused: the document has errors.
 */
type PreviewProblem =
  | { ok: false; why: 'missing' | 'invalid'; message: string; detail?: string }
  | { ok: false; why: 'refused'; message: string; diagnostics: Diagnostic[] }

export type PreviewResult<T> = { ok: true; value: T } | PreviewProblem
