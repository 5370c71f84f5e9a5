/**
 * A callflow of KAZOO's as a flow: what is drawn runs as what was imported. Whatever KAZOO would refuse or pass over is said, node
 * by node, and drawn all the same where it can be, so that it can be mended.
 */
import { compile } from '../compile/compile.ts'
import type { Diagnostic, DiagnosticCode, Result } from '../diagnostics/diagnostic.ts'
import {
  DEFAULT_SETTINGS,
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  SCHEMA_VERSION,
} from '../document/flow-document.ts'
import { isObject, join } from '../kazoo/callflow-tree.ts'
import { definitionOf } from '../nodes/index.ts'
import { mayHoldTemplate } from '../templates/schema-at.ts'
import { describeJsonMistake } from './json-mistake.ts'
import { layOutTree } from './lay-out-tree.ts'
import { toTemplate } from './literal-text.ts'

/** More than any callflow has, and still drawn in a moment. */
export const MAX_IMPORTED_NODES = 5000

/**
 * @param source a bare module, a callflow document (`{flow, numbers}`), or a Crossbar envelope (`{data: …}`) around either; as
 *   a JSON value or as its text
 * @returns the document with everything there is to say of it; `ok: false` where nothing in it can be drawn
 * @throws never
 */
export function importCallflow(source: unknown): Result<FlowDocument> {
  const read = typeof source === 'string' ? parseText(source) : { ok: true as const, value: source }
  if (!read.ok) return refuse('import.not-json', read.message)
  const root = unwrap(read.value)
  if (root === null)
    return refuse(
      'import.no-callflow',
      'There is no callflow in it: a callflow is a module with data and children, or a document with a flow.',
    )
  const drawn = draw(root)
  if (drawn.nodes.length > MAX_IMPORTED_NODES)
    return refuse('import.too-large', `The callflow has more than ${MAX_IMPORTED_NODES} modules. Split it.`)
  const start: FlowNode = { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} }
  const document: FlowDocument = {
    schemaVersion: SCHEMA_VERSION,
    nodes: [start, ...drawn.nodes],
    edges: [{ id: 'e0', source: 'start', sourceHandle: 'next', target: drawn.nodes[0]?.id ?? '' }, ...drawn.edges],
    settings: { ...DEFAULT_SETTINGS },
    variables: [],
  }
  layOutTree(document, 'start')
  const left = Math.min(...document.nodes.map(({ position }) => position.x))
  document.nodes.push({ id: 'error', type: 'error', position: { x: left - 300, y: 0 }, data: {} })
  return { ok: true, value: document, diagnostics: [...drawn.diagnostics, ...compile(document).diagnostics] }
}

const refuse = (code: DiagnosticCode, message: string): Result<FlowDocument> => ({
  ok: false,
  diagnostics: [{ severity: 'error', code, nodeId: null, field: null, message }],
})

function parseText(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  const bare = text.replace(/^\uFEFF/, '')
  try {
    return { ok: true, value: JSON.parse(bare) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { ok: false, message: `This is no JSON. ${describeJsonMistake(bare) ?? why}` }
  }
}

/** Envelopes around envelopes, as people paste them. */
function unwrap(value: unknown): Record<string, unknown> | null {
  for (let at = value, depth = 0; isObject(at) && depth < 5; depth++) {
    if (at.module !== undefined) return at
    const inner: unknown = at.flow ?? at.data
    if (inner === undefined) return at.children === undefined ? null : at
    at = inner
  }
  return null
}

interface Drawn {
  nodes: FlowNode[]
  edges: FlowEdge[]
  diagnostics: Diagnostic[]
}

/** Depth first and without recursion, so that ids follow the order in which the callflow is read. */
function draw(root: Record<string, unknown>): Drawn {
  const drawn: Drawn = { nodes: [], edges: [], diagnostics: [] }
  const waiting: { value: Record<string, unknown>; source: string | null; key: string }[] = [
    { value: root, source: null, key: '_' },
  ]
  for (let next = waiting.pop(); next && drawn.nodes.length <= MAX_IMPORTED_NODES; next = waiting.pop()) {
    const { value, source, key } = next
    const id = `n${drawn.nodes.length + 1}`
    const say = (severity: Diagnostic['severity'], code: DiagnosticCode, field: string | null, message: string) =>
      drawn.diagnostics.push({ severity, code, nodeId: id, field, message })
    const { module, data, children } = value
    const type = typeof module === 'string' && module !== '' ? module : 'unknown'
    if (type !== module) say('error', 'field.missing', 'module', 'This step names no module. KAZOO would refuse it.')
    if (!isObject(data)) say('error', 'field.missing', 'data', 'This step has no data. KAZOO would refuse it.')
    drawn.nodes.push({ id, type, position: { x: 0, y: 0 }, data: isObject(data) ? literal(type, data) : {} })
    if (source !== null) drawn.edges.push({ id: `e${drawn.edges.length + 1}`, source, sourceHandle: key, target: id })
    if (children !== undefined && !isObject(children)) {
      say('error', 'field.invalid', 'children', 'The children of this step are no object, and were left out.')
      continue
    }
    for (const [childKey, child] of Object.entries(children ?? {}).reverse()) {
      if (!isObject(child))
        say('error', 'field.invalid', join('children', childKey), `${childKey} leads to nothing that can be drawn.`)
      else if (Object.keys(child).length === 0)
        say(
          'warning',
          'port.unconnected',
          `port:${childKey}`,
          `${childKey} holds an empty step, at which KAZOO ends the call. It was left out.`,
        )
      else waiting.push({ value: child, source: id, key: childKey })
    }
    // Of a key that an object has twice, the reader of JSON has kept the last: there is nothing left to say.
  }
  return drawn
}

/** Data as it is, but for texts that would be taken for templates. */
function literal(type: string, data: Record<string, unknown>): Record<string, unknown> {
  const definition = definitionOf(type)
  const visit = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string')
      return definition === undefined || mayHoldTemplate(definition.data, path) ? toTemplate(value) : value
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...path, String(index)]))
    if (isObject(value))
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key])]))
    return value
  }
  return visit(data, []) as Record<string, unknown>
}
