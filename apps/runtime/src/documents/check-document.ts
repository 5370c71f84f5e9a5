import {
  adviseFlow,
  type CompileContext,
  canPublish,
  compareDocuments,
  type Diagnostic,
  emptyDocument,
  proveFlow,
  type ReferenceLookup,
  reportPaths,
} from '@callflow-studio/model'
import { compileText, readStored } from '../flows/read-stored.ts'

type Checked<T> = { ok: true; value: T } | { ok: false; diagnostics: Diagnostic[] }

/** What publishing needs to know of a document. */
export interface JudgedDocument {
  diagnostics: Diagnostic[]
  canPublish: boolean
  /** Steps that differ from the version before. */
  changedSteps: number
  /** Why steps cannot be carried out, by id. */
  problems: ReadonlyMap<string, string>
}

/**
 * Everything there is to say of a document.
 * @param text the document
 * @param lookup what the flow may name beside itself
 * @returns a `Validation` as JSON
 */
export async function checkDocument(
  text: string,
  lookup: ReferenceLookup & CompileContext,
  withReport: boolean,
): Promise<Checked<string>> {
  const compiled = compileText(text, lookup, lookup)
  if (!compiled.ok) return compiled
  const { diagnostics, cuts, mostRequests, document, flow } = compiled.value
  const report = withReport
    ? { report: reportPaths(flow, lookup), proof: await proveFlow(document, flow, { ...lookup, now: new Date() }) }
    : {}
  return {
    ok: true,
    value: JSON.stringify({ diagnostics, advice: adviseFlow(document), cuts, mostRequests, ...report }),
  }
}

/** @param before the text of the version before; null where there is none */
export function judgeDocument(
  text: string,
  lookup: ReferenceLookup & CompileContext,
  before: string | null,
): Checked<JudgedDocument> {
  const compiled = compileText(text, lookup, lookup)
  if (!compiled.ok) return compiled
  const { diagnostics, document, flow } = compiled.value
  const problems = new Map([...flow.nodes].flatMap(([id, { problem }]) => (problem === null ? [] : [[id, problem]])))
  const { steps } = compareDocuments(before === null ? emptyDocument() : readStored(before), document)
  return {
    ok: true,
    value: { diagnostics, canPublish: canPublish(compiled.value), changedSteps: steps.length, problems },
  }
}
