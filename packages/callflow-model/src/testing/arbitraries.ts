/** Any flow that the editor could draw, and some that it could not, for property tests. */
import fc from 'fast-check'
import type { FlowDocument, FlowEdge, FlowNode } from '../document/flow-document.ts'
import { definitionOf, nodeTypes, portsOf } from '../nodes/index.ts'

const text = fc.constantFrom(
  'Hello',
  '',
  '{{ caller.name }}',
  '{{ vars.a }} and {{ digits.pin }}',
  '{{ vars.a | upcase }}',
  '{{ now }}',
  '{% if vars.a == "1" %}x{% endif %}',
  '{{ broken',
  'x'.repeat(1200),
)
const id = fc.constantFrom('0000000000000000000000000000000a', '100', '{{ caller.number }}', '')
const attempts = fc.integer({ min: 1, max: 3 })

/** Data that a form could leave behind, by type; anything else is drawn with its defaults. */
const dataOf: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  tts: fc.record({ text }),
  play: fc.record({ id }),
  user: fc.record({ id, timeout: fc.constantFrom(20, '{{ vars.a }}') }),
  voicemail: fc.record({ id }),
  collect_dtmf: fc.record({ collection_name: fc.constantFrom('pin', 'x'), max_digits: fc.constant(4) }),
  set_variables: fc.record({ custom_application_vars: fc.record({ crm: text }) }),
  'logic.set': fc.record({
    assignments: fc.array(fc.record({ name: fc.constantFrom('a', 'b'), value: text }), { maxLength: 3 }),
  }),
  'logic.condition': fc.record({
    combine: fc.constantFrom('all', 'any'),
    rules: fc.array(
      fc.record({ left: text, op: fc.constantFrom('equals', 'matches', 'gt', 'in', 'is_empty'), right: text }),
      { maxLength: 2 },
    ),
  }),
  'input.menu': fc.record({
    prompt: fc.record({ type: fc.constant('tts'), text }),
    choices: fc.array(fc.record({ digits: fc.constantFrom('1', '2', '12', '#', '*', ''), label: fc.constant('x') }), {
      maxLength: 4,
    }),
    attempts,
    timeoutMs: fc.constant(5000),
    interdigitTimeoutMs: fc.constant(2000),
  }),
  'input.digits': fc.record({
    prompt: fc.record({ type: fc.constant('tts'), text }),
    variable: fc.constantFrom('a', 'pin'),
    minDigits: fc.constant(1),
    maxDigits: fc.integer({ min: 1, max: 4 }),
    attempts,
    timeoutMs: fc.constant(5000),
    interdigitTimeoutMs: fc.constant(2000),
  }),
}

const DRAWN = nodeTypes.filter(({ kind }) => kind === 'kazoo' || kind === 'studio').map(({ type }) => type)

const anyNode = (index: number): fc.Arbitrary<FlowNode> =>
  fc.constantFrom(...DRAWN, ...Object.keys(dataOf), ...Object.keys(dataOf)).chain((type) =>
    (dataOf[type] ?? fc.constant(definitionOf(type)?.create((name) => name) ?? {})).map((data) => ({
      id: `n${index}`,
      type,
      position: { x: 0, y: index * 100 },
      data,
    })),
  )

/** @param maxNodes steps besides start and fallback; cycles, joins, loose ends and dangling edges included */
export function anyFlow(maxNodes = 12): fc.Arbitrary<FlowDocument> {
  return fc.integer({ min: 0, max: maxNodes }).chain((size) =>
    fc.tuple(...Array.from({ length: size }, (_, index) => anyNode(index))).chain((steps) => {
      const nodes: FlowNode[] = [
        { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
        { id: 'error', type: 'error', position: { x: 0, y: 0 }, data: {} },
        ...steps,
      ]
      const ports = nodes.flatMap((node) => [
        ...portsOf(node, []).map(({ key }) => ({ source: node.id, key })),
        { source: node.id, key: 'USER_BUSY' },
      ])
      const target = fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: Math.max(0, size - 1) }).map((index) => `n${index}`) },
        { weight: 1, arbitrary: fc.constantFrom('gone', 'start', 'error') },
        { weight: 3, arbitrary: fc.constant(null) },
      )
      return fc.tuple(...ports.map(() => target)).map((targets): FlowDocument => {
        const edges: FlowEdge[] = ports.flatMap(({ source, key }, index) => {
          const to = targets[index]
          return to == null ? [] : [{ id: `e${index}`, source, sourceHandle: key, target: to }]
        })
        return {
          schemaVersion: 1,
          nodes,
          edges,
          settings: { format: 'kazoo', locale: 'en-US', timezone: 'UTC' },
          variables: [{ name: 'pin', sensitive: true }],
        }
      })
    }),
  )
}

/** Caller names that people and attackers have: quotes, braces, control characters, halves of emoji, Liquid. */
export const anyCallerName: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '"}},{"module":"hangup"',
    '{{ vars.a }}',
    '\u0001x\u0002',
    '\ud83c',
    '__proto__',
    '\\u0022',
    '</script>',
  ),
)
