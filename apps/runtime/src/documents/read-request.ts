/**
 * Requests that hold a document. The document is taken out of them as text: only threads that do not answer calls read
 * documents as a whole.
 */
import { type Diagnostic, readDocument, type StoredDocument } from '@callflow-studio/model'
import { type Operation, type OperationId, operations, type ProblemDetails } from '@callflow-studio/model/api'
import { parseBody } from './parse-body.ts'

export interface ReadRequest {
  /** As the operation says, without the document. */
  body: Record<string, unknown>
  /** JSON; null where the request holds none. */
  document: string | null
  /** Why it must not be stored: it is of a newer studio, or too large. */
  refused: Diagnostic[] | null
}

/** @param id of an operation whose body is of the kind `document` */
export function readRequest(
  id: OperationId,
  text: string,
): { ok: true; value: ReadRequest } | { ok: false; problem: ProblemDetails } {
  const { body }: Operation = operations[id]
  if (body?.kind !== 'document') throw new Error(`${id} takes no document.`)
  const parsed = parseBody(text, body.schema)
  if (!parsed.ok) return parsed
  const { document, ...rest } = parsed.value as { document?: StoredDocument; nodeId?: string }
  const needed = document && id === 'step.tryOut' ? onlyStep(document, rest.nodeId) : document
  const read = needed && readDocument(needed)
  return {
    ok: true,
    value: {
      body: rest,
      document: needed ? JSON.stringify(needed) : null,
      refused: read && !read.ok ? read.diagnostics : null,
    },
  }
}

/** What follows a step that is tried out does not run. */
const onlyStep = (document: StoredDocument, nodeId: string | undefined): StoredDocument => ({
  ...document,
  nodes: document.nodes.filter(
    (node) => typeof node === 'object' && node !== null && 'id' in node && node.id === nodeId,
  ),
  edges: [],
})
