/** What every import begins and ends with, of any format. */
import { compile } from '../compile/compile.ts'
import type { Diagnostic, DiagnosticCode, Result } from '../diagnostics/diagnostic.ts'
import { DEFAULT_SETTINGS, type FlowDocument, type FlowNode, SCHEMA_VERSION } from '../document/flow-document.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import { layOutTree } from './lay-out-tree.ts'

/** How far to the left of the drawing the fallback stands. */
const BESIDE = 300

export interface ImportOptions {
  /** The KAZOO that the flow is made for from then on; left out: the flow has no setting of its own. */
  kazoo?: KazooProfile | undefined
  /** The KAZOO of flows without a setting of their own; `any` where left out. */
  defaultProfile?: KazooProfile | undefined
}

/** Nothing in it can be drawn. */
export const refuse = (code: DiagnosticCode, message: string): Result<FlowDocument> => ({
  ok: false,
  diagnostics: [{ severity: 'error', code, nodeId: null, field: null, message }],
})

export const START = 'start'
export const startNode = (): FlowNode => ({ id: START, type: 'start', position: { x: 0, y: 0 }, data: {} })

/**
 * @param drawn steps after the start, which is among them, as a tree
 * @param said what reading it found
 * @returns the document, laid out, with all there is to say of it
 */
export function imported(
  drawn: Pick<FlowDocument, 'nodes' | 'edges'>,
  said: readonly Diagnostic[],
  { kazoo, defaultProfile = 'any' }: ImportOptions = {},
): Result<FlowDocument> {
  layOutTree(drawn, START)
  const left = Math.min(...drawn.nodes.map(({ position }) => position.x))
  const document: FlowDocument = {
    schemaVersion: SCHEMA_VERSION,
    nodes: [...drawn.nodes, { id: 'error', type: 'error', position: { x: left - BESIDE, y: 0 }, data: {} }],
    edges: drawn.edges,
    settings: { ...DEFAULT_SETTINGS, ...(kazoo ? { kazoo } : {}) },
    variables: [],
  }
  return { ok: true, value: document, diagnostics: [...said, ...compile(document, { defaultProfile }).diagnostics] }
}
