/**
 * Running ahead and cutting (docs/design.md#cuts), graph by graph: how many requests KAZOO makes, and which steps run
 * in each. In a line, `a` runs in the studio, `+a` is sent to KAZOO, `?a` is where KAZOO asks again, `!a` has failed.
 */
import { describe, expect, it } from 'vitest'
import { compile } from '../compile/compile.ts'
import { reportPaths } from '../compile/report-paths.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { callOf, continuationsIn, NOW, type TestAnswer } from '../testing/answers.ts'
import { type FlowBuilder, flow } from '../testing/flow-builder.ts'
import { memoryTable } from '../testing/memory-table.ts'

const BOX = { id: '0123456789abcdef0123456789abcdef' }
const say = (text = 'Hello') => ({ text })
const set = (value: string, name = 'a') => ({ assignments: [{ name, value }] })
const when = (left: string) => ({ combine: 'all', rules: [{ left, op: 'not_empty' }] })
const calls = (flowId: string, outputs: unknown[] = []) => ({ flowId, inputs: [], outputs })
const question = (more = {}) => ({
  prompt: { type: 'tts', text: 'Well?' },
  attempts: 2,
  timeoutMs: 5000,
  interdigitTimeoutMs: 2000,
  ...more,
})
const MENU = question({ choices: [{ digits: '1', label: 'One' }] })
const DIGITS = question({ variable: 'pin', minDigits: 1, maxDigits: 4 })
const HTTP = {
  method: 'GET',
  url: 'https://crm.example/',
  headers: [],
  body: { type: 'none' },
  timeoutMs: 1000,
  assign: [],
}
const COUNT = { change: 'add', table: 't', key: '{{ caller.number }}', column: 'count', value: 1, assign: [] }
const TABLE = { table: 't', column: 'number', key: '{{ caller.number }}', assign: [] }
const HOURS = { timezone: '', weekly: [{ days: ['tu'], from: '00:00', to: '24:00' }], holidays: [] }
const split = (sticky: string) => ({ branches: [{ port: 'all', weight: 1 }], sticky })

/** Steps one after the other: 'say:tts ask:input.menu.1' leaves by port 1, else by the usual one. */
function row(...steps: [idAndType: string, data?: Record<string, unknown>][]): FlowBuilder {
  const builder = flow()
  let before = 'start'
  for (const [name, data] of steps) {
    const [id = '', type = '', port] = name.split(' ')
    builder.step(id, type, data).edge(before, id)
    before = port === undefined ? id : `${id}.${port}`
  }
  return builder
}
const many = (count: number, prefix = 's') =>
  Array.from({ length: count }, (_, index): [string, Record<string, unknown>] => [`${prefix}${index} tts`, say()])

/** What a call does at each further request: the continuation it comes back by, and what was pressed. */
interface Return {
  at: string
  digits?: string
}
interface Case {
  name: string
  flow: FlowBuilder
  /** By id. */
  others?: Record<string, FlowBuilder>
  returns?: Return[]
  requests: string[]
  /** Shorter than any report can tell. */
  isShorter?: boolean
}

const CASES: Case[] = [
  { name: 'steps of KAZOO alone', flow: row(['a tts', say()], ['b user', { id: 'u' }]), requests: ['+a +b'] },
  {
    name: 'studio steps before the first one of KAZOO',
    flow: row(['s logic.set', set('x')], ['if logic.condition true', when('{{ vars.a }}')], ['a tts', say()]),
    requests: ['s if +a'],
  },
  {
    name: 'a condition on a variable after speech is run ahead',
    flow: row(
      ['s logic.set', set('x')],
      ['a tts', say()],
      ['if logic.condition true', when('{{ vars.a }}')],
      ['b tts', say()],
    ),
    requests: ['s +a if +b'],
  },
  {
    name: 'one on the caller too, since speech does not change who calls',
    flow: row(['a tts', say()], ['if logic.condition true', when('{{ caller.name }}')], ['b tts', say()]),
    requests: ['+a if +b'],
  },
  {
    name: 'a condition on digits that were just collected is cut before',
    flow: row(
      ['c collect_dtmf', { collection_name: 'pin' }],
      ['if logic.condition false', when('{{ digits.pin }}')],
      ['b tts', say()],
    ),
    returns: [{ at: 'if' }],
    requests: ['+c ?if', 'if +b'],
  },
  {
    name: 'one on another collection is run ahead',
    flow: row(
      ['c collect_dtmf', { collection_name: 'pin' }],
      ['if logic.condition false', when('{{ digits.other }}')],
      ['b tts', say()],
    ),
    requests: ['+c if +b'],
  },
  {
    name: 'an index that is itself a variable reads every collection',
    flow: row(
      ['c collect_dtmf', { collection_name: 'pin' }],
      ['s logic.set', set('{{ digits[vars.which] }}')],
      ['b tts', say()],
    ),
    returns: [{ at: 's' }],
    requests: ['+c ?s', 's +b'],
  },
  {
    name: 'keys that are pressed during speech change the collection default',
    flow: row(['a tts', say()], ['s logic.set', set('{{ digits.default }}')], ['b tts', say()]),
    returns: [{ at: 's' }],
    requests: ['+a ?s', 's +b'],
  },
  {
    name: 'a step of KAZOO’s that speaks what was collected is cut before, as a studio step is',
    flow: row(['c collect_dtmf', { collection_name: 'pin' }], ['b tts', say('PIN {{ digits.pin }}')]),
    returns: [{ at: 'b' }],
    requests: ['+c ?b', '+b'],
  },
  {
    name: 'a custom variable that was set is read again',
    flow: row(
      ['v set_variables', { custom_application_vars: { crm: '7' } }],
      ['s logic.set', set('{{ custom.crm }}')],
      ['b tts', say()],
    ),
    returns: [{ at: 's' }],
    requests: ['+v ?s', 's +b'],
  },
  {
    name: 'another custom variable is not',
    flow: row(
      ['v set_variables', { custom_application_vars: { crm: '7' } }],
      ['s logic.set', set('{{ custom.erp }}')],
      ['b tts', say()],
    ),
    requests: ['+v s +b'],
  },
  {
    name: 'the caller ID shown to a phone is not the caller',
    flow: row(
      ['p prepend_cid', { caller_id_name_prefix: 'X' }],
      ['s logic.set', set('{{ caller.name }}')],
      ['b tts', say()],
    ),
    requests: ['+p s +b'],
  },
  {
    name: 'after another KAZOO callflow anything may have changed',
    flow: row(['f callflow', BOX], ['if logic.condition true', when('{{ caller.name }}')], ['b tts', say()]),
    returns: [{ at: 'if' }],
    requests: ['+f ?if', 'if +b'],
  },
  {
    name: 'but not our own variables',
    flow: row(
      ['s logic.set', set('x')],
      ['f callflow', BOX],
      ['if logic.condition true', when('{{ vars.a }}')],
      ['b tts', say()],
    ),
    requests: ['s +f if +b'],
  },
  {
    name: 'a look-up at the very beginning happens at once',
    flow: row(['h data.http success', HTTP], ['a tts', say()]),
    requests: ['h +a'],
  },
  {
    name: 'two look-ups one after the other are one request',
    flow: row(['h data.http success', HTTP], ['i data.http success', HTTP], ['a tts', say()]),
    requests: ['h i +a'],
  },
  {
    name: 'a look-up after speech happens when the call gets there',
    flow: row(['a tts', say()], ['h data.http success', HTTP], ['b tts', say()]),
    returns: [{ at: 'h' }],
    requests: ['+a ?h', 'h +b'],
  },
  {
    name: 'what is left out as empty is no KAZOO step, which only the call can know',
    isShorter: true,
    flow: row(['a tts', say('{{ vars.unset }}')], ['h data.http success', HTTP], ['b tts', say()]),
    requests: ['h +b'],
  },
  {
    name: 'a look-up in one branch leaves the other as it is',
    flow: row(['r user', { id: 'u' }])
      .step('h', 'data.http', HTTP)
      .step('a', 'tts', say())
      .step('b', 'tts', say())
      .edge('r.USER_BUSY', 'h')
      .edge('h.success', 'a')
      .edge('r._', 'b'),
    returns: [{ at: 'h' }],
    requests: ['+r +b ?h', 'h +a'],
  },
  {
    name: 'a count is written before any KAZOO step, and then everything else in one answer',
    flow: row(['c data.remember', COUNT], ['a tts', say()], ['b tts', say()]),
    requests: ['c +a +b'],
  },
  {
    name: 'a count after a KAZOO step is written when the call gets there',
    flow: row(['a tts', say()], ['c data.remember', COUNT], ['b tts', say()]),
    returns: [{ at: 'c' }],
    requests: ['+a ?c', 'c +b'],
  },
  {
    name: 'a switch after a KAZOO step is set when the call gets there',
    flow: row(['a tts', say()], ['s data.switch', { switch: 'night', state: 'closed' }], ['b tts', say()]),
    returns: [{ at: 's' }],
    requests: ['+a ?s', 's +b'],
  },
  {
    name: 'no branch that the call may never take is counted',
    flow: row(['r user', { id: 'u' }])
      .step('c', 'data.remember', COUNT)
      .step('d', 'data.remember', COUNT)
      .step('a', 'tts', say())
      .edge('r.USER_BUSY', 'c')
      .edge('r._', 'd')
      .edge('c.next', 'a'),
    returns: [{ at: 'c' }],
    requests: ['+r ?d ?c', 'c +a'],
  },
  {
    name: 'a table is read ahead, since nobody waits for it',
    flow: row(['a tts', say()], ['t data.table found', TABLE], ['b tts', say()]),
    requests: ['+a t +b'],
  },
  {
    name: 'not by what was just collected',
    flow: row(
      ['c collect_dtmf', { collection_name: 'pin' }],
      ['t data.table not_found', { ...TABLE, key: '{{ digits.pin }}' }],
      ['b tts', say()],
    ),
    returns: [{ at: 't' }],
    requests: ['+c ?t', 't +b'],
  },
  {
    name: 'a schedule after a mailbox is cut: a message takes its time',
    flow: row(['m voicemail', BOX], ['h logic.schedule open', HOURS], ['b tts', say()]),
    returns: [{ at: 'h' }],
    requests: ['+m ?h', 'h +b'],
  },
  {
    name: 'a schedule after a ringing user is run ahead',
    flow: row(['r user', { id: 'u' }], ['h logic.schedule open', HOURS], ['b tts', say()]),
    requests: ['+r h +b'],
  },
  {
    name: 'a text with the time after a mailbox is cut',
    flow: row(['m voicemail', BOX], ['b tts', say('It is {{ now | date: "%H:%M" }}')]),
    returns: [{ at: 'b' }],
    requests: ['+m ?b', '+b'],
  },
  {
    name: 'and run ahead after a group that rings',
    flow: row(
      ['g ring_group', { endpoints: [{ endpoint_type: 'user', id: 'u' }] }],
      ['s logic.set', set('{{ "now" | date: "%H" }}')],
      ['b tts', say()],
    ),
    requests: ['+g s +b'],
  },
  {
    name: 'a switch is run ahead',
    flow: row(
      ['a tts', say()],
      ['s logic.switch p', { value: '{{ call.to }}', cases: [{ port: 'p', op: 'starts_with', right: '+' }] }],
      ['b tts', say()],
    ),
    requests: ['+a s +b'],
  },
  {
    name: 'a split is run ahead',
    flow: row(['a tts', say()], ['s logic.split all', split('caller')], ['b tts', say()]),
    requests: ['+a s +b'],
  },
  {
    name: 'not where who calls may have changed',
    flow: row(['f callflow', BOX], ['s logic.split all', split('caller')], ['b tts', say()]),
    returns: [{ at: 's' }],
    requests: ['+f ?s', 's +b'],
  },
  {
    name: 'a menu asks once',
    flow: row(['m input.menu 1', MENU], ['b tts', say()]),
    returns: [{ at: 'm', digits: '1' }],
    requests: ['?m', 'm +b'],
  },
  {
    name: 'and again after a wrong key',
    flow: row(['m input.menu 1', MENU], ['b tts', say()]),
    returns: [
      { at: 'm', digits: '9' },
      { at: 'm', digits: '1' },
    ],
    requests: ['?m', '?m', 'm +b'],
  },
  {
    name: 'but not more often than it may',
    flow: row(['m input.menu invalid', MENU], ['b tts', say()]),
    returns: [
      { at: 'm', digits: '9' },
      { at: 'm', digits: '9' },
    ],
    requests: ['?m', '?m', 'm +b'],
  },
  {
    name: 'what was entered is there at once: its condition and the next question are in the same answer',
    flow: row(
      ['d input.digits', DIGITS],
      ['if logic.condition true', when('{{ vars.pin }}')],
      ['m input.menu 1', MENU],
      ['b tts', say()],
    ),
    returns: [
      { at: 'd', digits: '42' },
      { at: 'm', digits: '1' },
    ],
    requests: ['?d', 'd if ?m', 'm +b'],
  },
  {
    name: 'a look-up after a question needs no request of its own',
    flow: row(['d input.digits', DIGITS], ['h data.http success', HTTP], ['b tts', say()]),
    returns: [{ at: 'd', digits: '42' }],
    requests: ['?d', 'd h +b'],
  },
  {
    name: 'an edge back to a KAZOO step is a cut',
    flow: row(['a tts', say()], ['b user', { id: 'u' }]).edge('b', 'a'),
    returns: [{ at: 'a' }, { at: 'a' }],
    requests: ['+a +b ?a', '+a +b ?a', '+a +b ?a'],
  },
  {
    name: 'a circle of studio steps loops in the server',
    flow: row(['s logic.set', set('{{ vars.a | plus: 1 }}')])
      .step('if', 'logic.condition', { combine: 'all', rules: [{ left: '{{ vars.a }}', op: 'gte', right: '3' }] })
      .step('b', 'tts', say())
      .edge('s', 'if')
      .edge('if.false', 's')
      .edge('if.true', 'b'),
    requests: ['s if s if s if +b'],
  },
  {
    name: 'what several paths share is in the answer once for each, while it is small',
    flow: row(['r user', { id: 'u' }], ...many(2)).edge('r.USER_BUSY', 's0'),
    requests: ['+r +s0 +s1 +s0 +s1'],
  },
  {
    name: 'and asked for where it is large',
    flow: row(['r user', { id: 'u' }], ...many(9)).edge('r.USER_BUSY', 's0'),
    returns: [{ at: 's0' }],
    requests: ['+r ?s0 ?s0', '+s0 +s1 +s2 +s3 +s4 +s5 +s6 +s7 +s8'],
  },
  {
    name: 'a studio step takes one branch in each call: nothing is shared in the answer',
    flow: row(['if logic.condition true', when('{{ caller.name }}')], ...many(9)).edge('if.false', 's0'),
    requests: ['if +s0 +s1 +s2 +s3 +s4 +s5 +s6 +s7 +s8'],
  },
  {
    name: 'a path of 45 levels is two answers, the last of 40',
    flow: row(...many(45)),
    returns: [{ at: 's5' }],
    requests: ['+s0 +s1 +s2 +s3 +s4 ?s5', Array.from({ length: 40 }, (_, index) => `+s${index + 5}`).join(' ')],
  },
  {
    name: 'a sub-flow without KAZOO steps costs nothing',
    flow: row(
      ['a tts', say()],
      ['f flow.call', calls('sub', [{ name: 'a', from: 'a' }])],
      ['b tts', say('{{ vars.a }}')],
    ),
    others: { sub: row(['s logic.set', set('x')]) },
    requests: ['+a f start s +b'],
  },
  {
    name: 'a sub-flow that speaks stands in the same answer',
    flow: row(['f flow.call', calls('sub')], ['b tts', say()]),
    others: { sub: row(['s tts', say()], ['e flow.end', {}]) },
    requests: ['f start +s e +b'],
  },
  {
    name: 'a question in a sub-flow comes back into it, and continues after it',
    flow: row(['f flow.call', calls('sub', [{ name: 'n', from: 'pin' }])], ['b tts', say('{{ vars.n }}')]),
    others: { sub: row(['d input.digits', DIGITS]) },
    returns: [{ at: 'd', digits: '42' }],
    requests: ['f start ?d', 'd +b'],
  },
  {
    name: 'a look-up in a sub-flow after speech is asked for there',
    flow: row(['a tts', say()], ['f flow.call', calls('sub')], ['b tts', say()]),
    others: { sub: row(['h data.http', HTTP], ['e flow.end', {}]).edge('h.success', 'e') },
    returns: [{ at: 'h' }],
    requests: ['+a f start ?h', 'h e +b'],
  },
  {
    name: 'what a sub-flow collects is read in a new request after it',
    flow: row(['f flow.call', calls('sub')], ['b tts', say('PIN {{ digits.pin }}')]),
    others: { sub: row(['c collect_dtmf', { collection_name: 'pin' }]) },
    returns: [{ at: 'b' }],
    requests: ['f start +c ?b', '+b'],
  },
  {
    name: 'the return from a sub-flow with several ends is a join',
    flow: row(['f flow.call', calls('sub')], ...many(9)),
    others: {
      sub: row(['r user', { id: 'u' }], ['x tts', say()])
        .step('y', 'tts', say())
        .edge('r.USER_BUSY', 'y'),
    },
    returns: [{ at: 's0' }],
    requests: ['f start +r +x ?s0 +y ?s0', '+s0 +s1 +s2 +s3 +s4 +s5 +s6 +s7 +s8'],
  },
  {
    name: 'an error takes its own port in the same answer',
    flow: row(
      ['a tts', say()],
      ['s logic.set error', set('{{ 1 | divided_by: "x" | times: vars.a.b }}{% for i in (1..99999999) %}{% endfor %}')],
      ['b tts', say()],
    ),
    requests: ['+a !s +b'],
  },
  {
    name: 'and where that port is not connected, the fallback takes its place',
    flow: row(['a tts', say()], ['t data.table found', { ...TABLE, table: 'gone' }], ['b tts', say()]),
    requests: ['+a !t ~t'],
  },
]

const { services: SERVICES } = memoryTable({
  setSwitch: async () => ({ kind: 'set', name: 'Night service', isPretended: false }),
  lookUp: async () => ({ ok: true, status: 200, text: '{}', contentType: null, durationMs: 1 }),
  readTable: ({ table, key }) =>
    table === 'gone'
      ? { kind: 'error', code: 'table.gone', message: 'The table is gone.' }
      : key.startsWith('+')
        ? { kind: 'found', row: {} }
        : { kind: 'not_found' },
})

const MARKS = { ran: '', sent: '+', asks: '?', failed: '!', fallback: '~' }
/** The start of the flow itself says nothing. */
const lineOf = ({ trace }: TestAnswer): string =>
  trace
    .filter(({ nodeId, from }) => !(nodeId === 'start' && from === -1))
    .map(({ kind, nodeId }) => MARKS[kind] + nodeId)
    .join(' ')

async function requestsOf(document: FlowDocument, others: Record<string, FlowDocument>, returns: readonly Return[]) {
  const call = callOf(document, others, NOW, SERVICES)
  let answer = await call.askAsync()
  const lines = [lineOf(answer)]
  for (const { at, digits } of returns) {
    const address = continuationsIn(answer.tree).find((candidate) => call.sealed.get(candidate)?.nodeId === at)
    if (address === undefined) throw new Error(`Nothing asks for ${at}.`)
    const expected = call.sealed.get(address)?.expected
    answer = await call.askAsync(expected ? { Digits: { [expected]: digits ?? '' } } : {}, address)
    lines.push(lineOf(answer))
  }
  return lines
}

describe('how many requests a call makes, and what runs in each', () => {
  it('is told of enough graphs', () => expect(CASES.length).toBeGreaterThanOrEqual(25))

  it.each(CASES)('$name', async ({ flow: drawn, others = {}, returns = [], requests }) => {
    const document = drawn.build()
    const built = Object.fromEntries(Object.entries(others).map(([id, builder]) => [id, builder.build()]))
    expect(await requestsOf(document, built, returns)).toEqual(requests)
  })

  it.each(CASES)('and the report knows it: $name', ({ flow: drawn, others = {}, requests, isShorter }) => {
    const document = drawn.build()
    const prepared = (id: string) => (others[id] ? compile(others[id].build()).flow : null)
    const { flow: own, mostRequests } = compile(document, { prepared })
    const { paths, isComplete } = reportPaths(own, { prepared })
    const fits = ({ requests: { least, most } }: (typeof paths)[number]) =>
      (isShorter || least <= requests.length) && requests.length <= (most ?? Number.POSITIVE_INFINITY)
    expect(isComplete).toBe(true)
    expect(paths.some(fits)).toBe(true)
    const most = paths.map((path) => path.requests.most ?? Number.POSITIVE_INFINITY)
    expect(Math.max(...most)).toBeLessThanOrEqual(mostRequests ?? Number.POSITIVE_INFINITY)
  })
})
