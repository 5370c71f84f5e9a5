/** A document played as a call, as if it were published. */
import type { Preview } from '@callflow-studio/model/api'
import { prepareText } from '../flows/read-stored.ts'
import { inSlices } from '../threads/in-slices.ts'
import { type CallToPlay, type PlayedFlow, playCall } from './play-call.ts'
import type { PreviewDeps } from './preview-deps.ts'
import type { PreviewResult } from './preview-result.ts'

/** @param text the document; errors in it do not matter where the call does not reach them */
export async function previewFlow(
  deps: PreviewDeps,
  { text, ...flow }: Omit<PlayedFlow, 'document'> & { text: string },
  call: CallToPlay,
): Promise<PreviewResult<Preview>> {
  const message = 'The document cannot be previewed.'
  const judged = await deps.documents.judge(text, flow.id, null)
  if (!judged.ok) return { ok: false, why: 'refused', message, diagnostics: judged.diagnostics }
  const { diagnostics, problems } = judged.value
  const prepared = await inSlices(prepareText(text, { defaultProfile: deps.config.kazooVersion }, problems))
  if (!prepared.ok) return { ok: false, why: 'refused', message, diagnostics: prepared.diagnostics }
  return playCall(deps, { ...flow, document: { ...prepared.value, diagnostics } }, call)
}
