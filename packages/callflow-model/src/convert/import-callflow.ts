/**
 * A callflow of KAZOO's as a flow: what is drawn runs as what was imported. What KAZOO would refuse or ignore is a problem of its node,
 * and drawn where it can be, so that it can be fixed.
 */
import type { Diagnostic, DiagnosticCode, Result } from '../diagnostics/diagnostic.ts'
import type { FlowDocument, FlowEdge, FlowNode } from '../document/flow-document.ts'
import { problemIn } from '../document/limits.ts'
import { isObject, join } from '../kazoo/callflow-tree.ts'
import { definitionOf, knownModule } from '../nodes/index.ts'
import { isModuleName } from '../nodes/kazoo/kazoo-module.ts'
import { type ImportOptions, imported, refuse, START, startNode } from './imported.ts'
import { mapTexts, toTemplate } from './literal-text.ts'
import { callflowsIn, readPastedJson } from './pasted-json.ts'

/** More than any callflow has, and still drawn in a moment. */
export const MAX_IMPORTED_NODES = 5000

/**
 * @param source a bare module, a callflow document (`{flow, numbers}`), or a Crossbar envelope (`{data: …}`) around either, or
 *   a list of one; as a JSON value or as its text
 * @returns the document with everything there is to say of it; `ok: false` where nothing in it can be drawn
 * @throws never
 */
export function importCallflow(source: unknown, options: ImportOptions = {}): Result<FlowDocument> {
  const read =
    typeof source === 'string'
      ? readPastedJson(source)
      : { ok: true as const, value: source, repeated: [], longNumbers: [] }
  if (!read.ok) return refuse('import.not-json', read.message)
  if (isTwilioStudioFlow(read.value))
    return refuse(
      'import.twilio-studio',
      'This is a flow of Twilio Studio, which Callflow Studio does not import yet. Draw its steps here, or import TwiML.',
    )
  const callflows = callflowsIn(read.value)
  if (callflows.length > 1)
    return refuse(
      'import.no-callflow',
      `This is a list of ${callflows.length} callflows. Import it on the Flows page, where each becomes a flow.`,
    )
  const root = unwrap(callflows[0] ?? null)
  if (root === null)
    return refuse(
      'import.no-callflow',
      'This contains no callflow. A callflow is a module with data and children, or a document with a flow.',
    )
  const drawn = draw(root)
  if (drawn.nodes.length > MAX_IMPORTED_NODES)
    return refuse('import.too-large', `The callflow has more than ${MAX_IMPORTED_NODES} modules. Split it.`)
  const repeated = read.repeated.map(
    ({ path, key, line }): Diagnostic => ({
      severity: 'warning',
      code: 'import.key-twice',
      nodeId: null,
      field: path,
      message: `${key} appears twice in one object, the second time in line ${line}. The last one counts, as in KAZOO.`,
    }),
  )
  const longNumbers = read.longNumbers.map(
    ({ path, digits }): Diagnostic => ({
      severity: 'warning',
      code: 'import.changed',
      nodeId: null,
      field: path,
      message: `${path} is ${digits}, which has more digits than a number can hold. It is kept as text.`,
    }),
  )
  const first: FlowEdge = { id: 'e0', source: START, sourceHandle: 'next', target: drawn.nodes[0]?.id ?? '' }
  const said = [...repeated, ...longNumbers, ...drawn.diagnostics]
  return imported({ nodes: [startNode(), ...drawn.nodes], edges: [first, ...drawn.edges] }, said, options)
}

/** A flow definition as Twilio Studio exports it: widgets as states, one of them the trigger; or as its API answers
 * it. */
const isTwilioStudioFlow = (value: unknown): boolean =>
  isObject(value) &&
  ((Array.isArray(value.states) && (value.initial_state !== undefined || value.flags !== undefined)) ||
    isTwilioStudioFlow(value.definition))

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

const UNNAMED = 'kazoo.module'

/** A module whose name is that of a step of the studio's own is none of KAZOO's, and is not taken for that step. */
function typeOf(module: unknown): string {
  if (typeof module !== 'string' || module === '') return UNNAMED
  return knownModule(module) || isModuleName(module) || definitionOf(module) === undefined ? module : `kazoo.${module}`
}

/** What KAZOO's stored callflows hold beside a flow, where it stands without its envelope. */
const OF_THE_DOCUMENT = new Set(['id', 'name', 'numbers', 'patterns', 'metadata', 'flags', 'featurecode'])

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
    const { module, data, children, ...rest } = value
    const type = typeOf(module)
    if (type === UNNAMED)
      say('error', 'field.missing', 'module', 'This step names no module. KAZOO would refuse the whole callflow.')
    if (data !== undefined && !isObject(data))
      say(
        'error',
        'field.invalid',
        'data',
        'The data of this step is not an object. KAZOO would refuse the whole callflow.',
      )
    const tooLarge = problemIn({ data }) // as it lies in the step
    if (tooLarge !== null) say('error', 'document.too-large', 'data', `${tooLarge} The step is drawn without its data.`)
    const others = Object.keys(rest).filter((key) => source !== null || !OF_THE_DOCUMENT.has(key))
    if (others.length > 0)
      say(
        'warning',
        'import.changed',
        null,
        `A callflow step has module, data and children only. Left out: ${others.join(', ')}.`,
      )
    drawn.nodes.push({
      id,
      type,
      position: { x: 0, y: 0 },
      data: isObject(data) && tooLarge === null ? mapTexts(type, data, toTemplate) : {},
    })
    if (source !== null) drawn.edges.push({ id: `e${drawn.edges.length + 1}`, source, sourceHandle: key, target: id })
    if (children !== undefined && !isObject(children)) {
      say('error', 'field.invalid', 'children', 'The children of this step are not an object and were left out.')
      continue
    }
    for (const [childKey, child] of Object.entries(children ?? {}).reverse()) {
      if (!isObject(child))
        say('error', 'field.invalid', join('children', childKey), `${childKey} contains nothing that can be imported.`)
      else if (Object.keys(child).length === 0)
        say(
          'warning',
          'port.unconnected',
          `port:${childKey}`,
          `${childKey} holds an empty step, at which KAZOO ends the call. It was left out.`,
        )
      else waiting.push({ value: child, source: id, key: childKey })
    }
  }
  return drawn
}
