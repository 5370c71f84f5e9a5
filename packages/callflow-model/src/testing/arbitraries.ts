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

/** Data that a form could produce, by type; anything else is drawn with its defaults. */
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
  'logic.switch': fc.record({
    value: text,
    cases: fc.array(
      fc.record({ port: fc.constantFrom('x', 'y'), op: fc.constantFrom('equals', 'matches', 'lt'), right: text }),
      { maxLength: 3 },
    ),
  }),
  'logic.split': fc.record({
    branches: fc.array(fc.record({ port: fc.constantFrom('x', 'y'), weight: fc.integer({ min: 0, max: 3 }) }), {
      maxLength: 2,
    }),
    sticky: fc.constantFrom('call', 'caller'),
  }),
  'logic.schedule': fc.record({
    timezone: fc.constantFrom('', 'Asia/Tokyo', 'Mars/Base'),
    weekly: fc.array(
      fc.record({ days: fc.constant(['tu']), from: fc.constantFrom('09:00', '22:00', ''), to: fc.constant('17:00') }),
      { maxLength: 2 },
    ),
    holidays: fc.constant([]),
  }),
  'data.table': fc.record({
    table: fc.constantFrom('t', 'gone'),
    column: fc.constant('number'),
    key: text,
    assign: fc.constant([{ name: 'a', column: 'name' }]),
  }),
  'flow.call': fc.record({
    flowId: fc.constantFrom('sub', 'main', 'gone'),
    inputs: fc.array(fc.record({ name: fc.constantFrom('a', 'b'), value: text }), { maxLength: 2 }),
    outputs: fc.constantFrom([], [{ name: 'a', from: 'a' }]),
  }),
  'flow.end': fc.record({ outputs: fc.array(fc.record({ name: fc.constant('a'), value: text }), { maxLength: 1 }) }),
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

/** These two only where the test can wait for a reply. */
const rememberData = fc.record({
  change: fc.constantFrom('add', 'set', 'forget'),
  table: fc.constantFrom('t', 'gone'),
  key: fc.constantFrom('{{ caller.number }}', '{{ vars.a }}', 'everybody'),
  column: fc.constant('count'),
  value: fc.constantFrom(1, -2, '{{ vars.a }}', ''),
  keepFor: fc.constantFrom('forever', 'day', 'duration'),
  keepAmount: fc.constant(5),
  assign: fc.constantFrom([], [{ name: 'a', column: 'count' }]),
})
const lookUpData = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  url: fc.constantFrom('https://x.example/{{ caller.name }}', '{{ vars.a }}', 'https://x.example/?{{ vars.a | raw }}'),
  headers: fc.array(fc.record({ name: fc.constant('X-Name'), value: text }), { maxLength: 1 }),
  body: fc.record({ type: fc.constantFrom('none', 'json', 'form'), content: text }),
  timeoutMs: fc.constant(1000),
  assign: fc.array(
    fc.record({
      name: fc.constantFrom('a', 'pin'),
      path: fc.constantFrom('$.a', '$..*'),
      from: fc.constantFrom('json', 'status', 'text'),
    }),
    { maxLength: 2 },
  ),
})

const DRAWN = nodeTypes.filter(({ kind }) => kind === 'kazoo' || kind === 'studio').map(({ type }) => type)

const anyNode = (index: number, hasLookUps: boolean): fc.Arbitrary<FlowNode> =>
  fc
    .constantFrom(...DRAWN, ...Object.keys(dataOf), ...Object.keys(dataOf), ...(hasLookUps ? LOOK_UPS : []))
    .chain((type) =>
      (
        dataOf[type] ??
        (hasLookUps ? WAITING[type] : null) ??
        fc.constant(definitionOf(type)?.create((name) => name) ?? {})
      ).map((data) => ({
        id: `n${index}`,
        type,
        position: { x: 0, y: index * 100 },
        data,
      })),
    )

const WAITING: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  'data.http': lookUpData,
  'data.remember': rememberData,
}
const LOOK_UPS = ['data.http', 'data.http', 'data.http', 'data.remember', 'data.remember']

/**
 * @param maxNodes steps besides start and fallback; cycles, joins, loose ends and dangling edges included
 * @param hasLookUps whether look-ups ask: then answers may be promises
 */
export function anyFlow(maxNodes = 12, hasLookUps = false): fc.Arbitrary<FlowDocument> {
  return fc.integer({ min: 0, max: maxNodes }).chain((size) =>
    fc.tuple(...Array.from({ length: size }, (_, index) => anyNode(index, hasLookUps))).chain((steps) => {
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

const seconds = fc.constantFrom(0, 1, 20, -5, 5000, '{{ vars.a }}', '{{ caller.name }}')
const waitMs = fc.constantFrom(1, 999, 5000, 9_999_999)
const texts = fc.oneof(text, fc.constantFrom(' ', '\n\t ', '日本', '🎉'.repeat(1000), ']]>', 'a\u0001'))
const prompt = fc.oneof(
  fc.record({ type: fc.constant('tts'), text: texts, voice: texts }),
  fc.record({ type: fc.constant('media'), id: fc.constantFrom('https://x.example/a.mp3', '{{ caller.name }}', '') }),
)
const asked = { prompt, attempts, timeoutMs: waitMs, interdigitTimeoutMs: waitMs, timeoutPrompt: prompt }

/** Data of steps that have a counterpart in TwiML, as odd as a form or a template can make them. */
const twimlDataOf: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  tts: fc.record({ text: texts, voice: texts, language: texts, endless_playback: fc.boolean() }),
  play: fc.record({ id: fc.constantFrom('https://x.example/a', '{{ caller.name }}', 'HTTP://x'), loop_count: seconds }),
  sleep: fc.record({ duration: seconds, unit: fc.constantFrom('ms', 's', 'h') }),
  set_variables: fc.record({ custom_application_vars: fc.dictionary(fc.constantFrom('a', 'b', 'ÿ'), texts) }),
  user: fc.record({ id, timeout: seconds }),
  device: fc.record({ id, timeout: seconds }),
  ring_group: fc.record({
    endpoints: fc.array(fc.record({ endpoint_type: fc.constantFrom('user', 'device'), id }), { maxLength: 2 }),
    timeout: seconds,
  }),
  resources: fc.record({
    to_did: fc.constantFrom('+1 (415) 555', '{{ caller.name }}', 'sip:a@b', ''),
    timeout: seconds,
  }),
  conference: fc.record({ id }),
  record_caller: fc.record({ time_limit: seconds, url: texts }),
  response: fc.record({ code: fc.constantFrom(486, 603, 500) }),
  hangup: fc.constant({}),
  noop: fc.constant({}),
  pivot: fc.record({ voice_url: fc.constantFrom('https://x.example/', '{{ caller.name }}', ''), cdr_url: texts }),
  'input.menu': fc.record({
    ...asked,
    choices: fc.array(fc.record({ digits: fc.constantFrom('1', '12', '#', '*', '') }), { maxLength: 4 }),
  }),
  'input.digits': fc.record({
    ...asked,
    variable: fc.constantFrom('a', 'pin'),
    minDigits: fc.constant(1),
    maxDigits: fc.integer({ min: 1, max: 4 }),
    terminator: fc.constantFrom('#', '', 'x'),
  }),
}

/** The same for flows that answer TwiML: most steps have a counterpart there. */
export const anyTwimlFlow = (maxNodes?: number, hasLookUps = false): fc.Arbitrary<FlowDocument> =>
  anyFlow(maxNodes, hasLookUps).chain((document) => {
    const nodes = document.nodes.map((node): fc.Arbitrary<FlowNode> => {
      const definition = definitionOf(node.type)
      if (definition?.kind !== 'kazoo' || node.id.endsWith('9')) return fc.constant(node)
      return fc
        .constantFrom(...Object.entries(twimlDataOf))
        .chain(([type, data]) => data.map((own) => ({ ...node, type, data: own })))
    })
    return fc.tuple(...nodes).map((drawn) => {
      const settings = { ...document.settings, format: 'twiml' as const }
      return { ...document, nodes: drawn, settings }
    })
  })
