/** Callflows and TwiML in, callflows out, as the text of requests and answers. */
import {
  type Diagnostic,
  exportCallflow,
  type FlowSettings,
  importerOf,
  type KazooProfile,
} from '@callflow-studio/model'
import { type Imported, importSchema, type ProblemDetails } from '@callflow-studio/model/api'
import { readDocumentText } from '../flows/read-stored.ts'
import { parseBody } from './parse-body.ts'

/**
 * @param text the body of a request
 * @param settings what the administrator sets for new flows
 * @returns an `Imported` as JSON
 */
export function importText(
  text: string,
  defaultProfile: KazooProfile,
  settings: Partial<FlowSettings>,
): { ok: true; json: string } | { ok: false; problem: ProblemDetails } {
  const parsed = parseBody(text, importSchema)
  if (!parsed.ok) return parsed
  const { format, source, kazoo, baseUrl } = parsed.value
  const options = { kazoo, defaultProfile, baseUrl }
  const result = importerOf(format).convert(source, options)
  const diagnostics = result.diagnostics.map((each) => ({ ...each }))
  if (!result.ok) return { ok: false, problem: { status: 422, title: 'Nothing in it can be drawn.', diagnostics } }
  const imported: Imported = {
    document: { ...result.value, settings: { ...result.value.settings, ...settings } },
    diagnostics,
    profile: kazoo ?? defaultProfile,
  }
  return { ok: true, json: JSON.stringify(imported) }
}

/**
 * @param text a stored document
 * @param withDiagnostics the callflow with what its KAZOO lacks of it; else the callflow alone
 */
export function exportText(
  text: string,
  defaultProfile: KazooProfile,
  withDiagnostics: boolean,
): { ok: true; json: string } | { ok: false; title: string; diagnostics: Diagnostic[] } {
  const read = readDocumentText(text)
  if (!read.ok) return { ok: false, title: 'The document cannot be read here.', diagnostics: read.diagnostics }
  const result = exportCallflow(read.value, read.value.settings.kazoo ?? defaultProfile)
  const { diagnostics } = result
  if (result.ok)
    return {
      ok: true,
      json: JSON.stringify(withDiagnostics ? { callflow: result.callflow, diagnostics } : result.callflow),
    }
  const title = 'Only a flow that needs no studio can leave as a callflow.'
  return { ok: false, title, diagnostics }
}
