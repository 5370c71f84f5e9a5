import { type Around, type Diagnostic, type FlowReport, reportPaths, type World } from '@callflow-studio/model'
import { type CompiledDocument, compileStored } from '../flows/read-stored.ts'

export interface CheckedDocument extends Pick<CompiledDocument, 'diagnostics' | 'cuts' | 'mostRequests'> {
  report?: FlowReport
}

/**
 * Everything there is to say of a document, as plain data.
 * @param world what the flow may name beside itself
 */
export function checkDocument(
  document: unknown,
  world: World & Around,
  withReport: boolean,
): { ok: true; value: CheckedDocument } | { ok: false; diagnostics: Diagnostic[] } {
  const compiled = compileStored(document, world, world)
  if (!compiled.ok) return compiled
  const { diagnostics, cuts, mostRequests, flow } = compiled.value
  const report = withReport ? { report: reportPaths(flow, world) } : {}
  return { ok: true, value: { diagnostics, cuts, mostRequests, ...report } }
}
