import {
  type Around,
  type CompiledFlow,
  checkWorld,
  compile,
  type Diagnostic,
  emptyDocument,
  type FlowDocument,
  readDocument,
  type World,
} from '@callflow-studio/model'

export interface CompiledDocument extends CompiledFlow {
  document: FlowDocument
}

/**
 * Compiles anything that was stored or sent, with what reading it found among the diagnostics.
 * @param around what is known beside the flow; `world` left out: what the flow names beside itself is taken to be there
 * @returns null, and the reasons, where it is no flow document or one of a newer studio
 * @throws never
 */
export function compileStored(
  stored: unknown,
  around: Around = {},
  world?: World,
): { ok: true; value: CompiledDocument } | { ok: false; diagnostics: Diagnostic[] } {
  const read = readDocument(stored)
  if (!read.ok) return read
  const compiled = compile(read.value, around)
  return {
    ok: true,
    value: {
      ...compiled,
      document: read.value,
      diagnostics: [
        ...read.diagnostics,
        ...(world ? checkWorld(read.value, { ...world, ...around }) : []),
        ...compiled.diagnostics,
      ],
    },
  }
}

/** A stored document for reading and comparing; what cannot be read counts as empty. */
export function readStored(text: string): FlowDocument {
  const read = readDocument(JSON.parse(text))
  return read.ok ? read.value : emptyDocument()
}
