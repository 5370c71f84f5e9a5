import {
  type CompiledFlow,
  compile,
  type Diagnostic,
  emptyDocument,
  type FlowDocument,
  readDocument,
} from '@callflow-studio/model'

export interface CompiledDocument extends CompiledFlow {
  document: FlowDocument
}

/**
 * Compiles anything that was stored or sent, with what reading it found among the diagnostics.
 * @returns null, and the reasons, where it is no flow document or one of a newer studio
 * @throws never
 */
export function compileStored(
  stored: unknown,
): { ok: true; value: CompiledDocument } | { ok: false; diagnostics: Diagnostic[] } {
  const read = readDocument(stored)
  if (!read.ok) return read
  const compiled = compile(read.value)
  return {
    ok: true,
    value: { ...compiled, document: read.value, diagnostics: [...read.diagnostics, ...compiled.diagnostics] },
  }
}

/** A stored document for reading and comparing; what cannot be read counts as empty. */
export function readStored(text: string): FlowDocument {
  const read = readDocument(JSON.parse(text))
  return read.ok ? read.value : emptyDocument()
}
