import {
  atMost,
  type CompileContext,
  type CompiledFlow,
  checkReferences,
  compile,
  type Diagnostic,
  emptyDocument,
  type FlowDocument,
  type PreparedFlow,
  prepareFlow,
  type ReferenceLookup,
  type Result,
  readDocument,
  readDocumentInSlices,
  type Slices,
} from '@callflow-studio/model'

export interface CompiledDocument extends CompiledFlow {
  document: FlowDocument
}

/**
 * Compiles anything that was stored or sent, with what reading it found among the diagnostics.
 * @param context what is known beside the flow; `lookup` left out: what the flow names beside itself is taken to be there
 * @returns null, and the reasons, where it is no flow document or one of a newer studio
 * @throws never
 */
export function compileStored(
  stored: unknown,
  context: CompileContext = {},
  lookup?: ReferenceLookup,
): { ok: true; value: CompiledDocument } | { ok: false; diagnostics: Diagnostic[] } {
  const read = readDocument(stored)
  if (!read.ok) return read
  const compiled = compile(read.value, context)
  return {
    ok: true,
    value: {
      ...compiled,
      document: read.value,
      diagnostics: atMost([
        ...read.diagnostics,
        ...(lookup ? checkReferences(read.value, { ...lookup, ...context }) : []),
        ...compiled.diagnostics,
      ]),
    },
  }
}

/**
 * Compiles the text of a stored document. Everything that is wrong with it is a diagnostic: one document that cannot be read, or
 * that nobody foresaw, must not keep the studio from starting or a page from opening.
 * @throws never
 */
export function compileText(
  text: string,
  context: CompileContext = {},
  lookup?: ReferenceLookup,
): ReturnType<typeof compileStored> {
  try {
    return compileStored(JSON.parse(text), context, lookup)
  } catch (error) {
    return { ok: false, diagnostics: [unreadable(error)] }
  }
}

/** What is needed to play a document's calls. */
export interface PlayableDocument {
  document: FlowDocument
  flow: PreparedFlow
}

/**
 * Prepares the text of a stored document for calls, beside other work. What is wrong with it is only told where it keeps it
 * from being read.
 * @param known why steps cannot be carried out, by id, where the document was checked in another thread
 * @throws never
 */
export function* prepareText(
  text: string,
  context: CompileContext,
  known?: ReadonlyMap<string, string>,
): Slices<Result<PlayableDocument>> {
  try {
    const stored = JSON.parse(text)
    yield
    const read = yield* readDocumentInSlices(stored)
    if (!read.ok) return read
    const { flow } = yield* prepareFlow(read.value, context, known)
    return { ok: true, value: { document: read.value, flow }, diagnostics: [] }
  } catch (error) {
    return { ok: false, diagnostics: [unreadable(error)] }
  }
}

/** A stored document for reading and comparing, or why it cannot be read. @throws never */
export function readDocumentText(text: string): Result<FlowDocument> {
  try {
    return readDocument(JSON.parse(text))
  } catch (error) {
    return { ok: false, diagnostics: [unreadable(error)] }
  }
}

/** The same where it only is compared or counted; what cannot be read counts as empty. */
export function readStored(text: string): FlowDocument {
  const read = readDocumentText(text)
  return read.ok ? read.value : emptyDocument()
}

const unreadable = (error: unknown): Diagnostic => ({
  severity: 'error',
  code: 'document.unreadable',
  nodeId: null,
  field: null,
  message: `The stored flow cannot be read (${error instanceof Error ? error.message : String(error)}). Restore an older version of it, or delete it.`,
})
