import type { FlowDocument } from '../document/flow-document.ts'

/**
 * An edit as a pure function: returns a new document that shares what did not change, or the very same object where
 * there was nothing to do, so that no empty undo step arises.
 */
export type Command = (document: FlowDocument) => FlowDocument
