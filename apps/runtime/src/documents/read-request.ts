/**
 * Requests that hold a document. The document is taken out of them as text: only threads that do not answer calls read
 * documents as a whole.
 */
import { type Diagnostic, readDocument, type StoredDocument } from '@callflow-studio/model'
import {
  createFlowSchema,
  type Problem,
  previewRequestSchema,
  saveFlowSchema,
  tryOutRequestSchema,
  validateSchema,
} from '@callflow-studio/model/api'
import type { z } from 'zod'
import { parseBody } from './parse-body.ts'

const SCHEMAS = {
  create: createFlowSchema,
  save: saveFlowSchema,
  validate: validateSchema,
  preview: previewRequestSchema,
  tryOut: tryOutRequestSchema,
}

export type RequestKind = keyof typeof SCHEMAS

export interface ReadRequest<K extends RequestKind> {
  wish: Omit<z.output<(typeof SCHEMAS)[K]>, 'document'>
  /** JSON; null where the request holds none. */
  document: string | null
  /** Why it must not be stored: it is of a newer studio, or too large. */
  refused: Diagnostic[] | null
}

export function readRequest<K extends RequestKind>(
  kind: K,
  text: string,
): { ok: true; value: ReadRequest<K> } | { ok: false; problem: Problem } {
  const parsed = parseBody(text, SCHEMAS[kind])
  if (!parsed.ok) return parsed
  const { document, ...wish } = parsed.value as { document?: StoredDocument; nodeId?: string }
  const needed = document && kind === 'tryOut' ? onlyStep(document, wish.nodeId) : document
  const read = needed && readDocument(needed)
  return {
    ok: true,
    value: {
      wish: wish as ReadRequest<K>['wish'],
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
