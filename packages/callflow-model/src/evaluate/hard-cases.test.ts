/** What is easily got wrong in an answer, each found by looking for it. */
import { describe, expect, it } from 'vitest'
import { compile } from '../compile/compile.ts'
import { maskParams } from '../compile/masks.ts'
import { allModules } from '../testing/all-modules.ts'
import { along, callOf, continuationsIn, line } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'

const DEFAULT_FALLBACK = 'play > hangup'
const EMPTY = { text: '{{ custom.nothing }}' }

describe('texts that render empty', () => {
  it('in a circle end after 1,000 steps, in words', () => {
    const document = flow().step('a', 'tts', EMPTY).step('b', 'tts', EMPTY).chain('a', 'b').edge('b', 'a').build()
    const answer = callOf(document).ask()
    expect(line(answer.tree)).toBe(DEFAULT_FALLBACK)
    expect(answer.failures.map(({ code }) => code)).toEqual(['loop.silent'])
  })

  it('one after the other are all left out', () => {
    const drawn = flow()
    const ids = Array.from({ length: 500 }, (_, index) => `s${index}`)
    for (const id of ids) drawn.step(id, 'tts', EMPTY)
    const { tree } = callOf(
      drawn
        .step('end', 'hangup')
        .chain(...ids, 'end')
        .build(),
    ).ask()
    expect(line(tree)).toBe('hangup')
  })
})

describe('a name that is no text', () => {
  it('is made well-formed as a child key, in the answer and in the fallback', () => {
    const half = 'k\ud83c'
    const document = flow()
      .step('branch', 'branch_variable', { variable: 'x' })
      .step('a', 'tts', { text: 'A' })
      .step('in', 'branch_variable', { variable: 'y' })
      .step('b', 'tts', { text: 'B' })
      .step('ask', 'collect_dtmf', { collection_name: 'd' })
      .step('say', 'tts', { text: '{{ digits.d }}' })
      .chain('branch', 'ask', 'say')
      .edge(`branch.${half}`, 'a')
      .edge('error', 'in')
      .edge(`in.${half}`, 'b')
      .build()
    const { body } = callOf(document).ask()
    expect(body).not.toMatch(/\\ud[89a-f]/i)
    expect(body.match(/"k\ufffd":/g)).toHaveLength(2)
  })
})

describe('a name that is itself a variable', () => {
  const reads = (text: string) =>
    flow()
      .variable({ name: 'which', type: 'string', default: 'digits' })
      .step('ask', 'collect_dtmf', { collection_name: 'pin' })
      .step('say', 'tts', { text })
      .chain('ask', 'say')
      .build()

  it.each([
    '{{ [vars.which].pin }}',
    '{% assign x = [vars.which] %}{{ x.pin }}',
    '{{ "a" | append: [vars.which].pin }}',
  ])('reads everything, so KAZOO asks again before %s', (text) => {
    const call = callOf(reads(text))
    const first = call.ask()
    expect(line(first.tree)).toBe(`collect_dtmf > pivot > ${DEFAULT_FALLBACK}`)
    const [address] = continuationsIn(first.tree)
    expect(call.ask({ Digits: { pin: '4711' } }, address).tree.data.text).toContain('4711')
  })

  it('is nothing of the kind in the text beside it', () =>
    expect(line(callOf(reads('Press [1], {{ vars.which }} ["now"].')).ask().tree)).toBe('collect_dtmf > tts'))
})

describe('a split by caller', () => {
  const behindCallflow = (sticky: string) =>
    flow()
      .step('go', 'callflow', { id: 'c' })
      .step('split', 'logic.split', { sticky, branches: [{ port: 'a', weight: 1 }] })
      .step('say', 'tts', { text: 'A' })
      .chain('go', 'split')
      .edge('split.a', 'say')
      .build()

  it('waits for who calls then, where a step before it may change that', () => {
    expect(line(callOf(behindCallflow('caller')).ask().tree)).toBe(`callflow > pivot > ${DEFAULT_FALLBACK}`)
    expect(line(callOf(behindCallflow('call')).ask().tree)).toBe('callflow > tts')
    expect(compile(behindCallflow('caller')).cuts).toMatchObject([{ nodeId: 'split', reason: 'facts' }])
  })
})

describe('sub-flows', () => {
  const BOX = '{{ custom.box }}'
  const failing = flow().step('box', 'voicemail', { id: BOX }).chain('box').build()
  const spoken = (id: string, text: string) => flow().step(id, 'tts', { text })

  it('that fail take the error way of the step that called, which knows why', () => {
    const main = spoken('sorry', 'Sorry: {{ vars.error.code }} at {{ vars.error.node }}')
      .step('call', 'flow.call', { flowId: 'inner', inputs: [], outputs: [] })
      .chain('call')
      .edge('call.error', 'sorry')
      .build()
    const { tree, failures } = callOf(main, { inner: failing }).ask({ 'Custom-Application-Vars': { box: 'sales' } })
    expect(tree).toEqual({ module: 'tts', data: { text: 'Sorry: value at Voicemail' } })
    expect(failures).toHaveLength(1)
  })

  it('that fail for good take the fallback of the first flow, not their own', () => {
    const drawn = flow().step('box', 'voicemail', { id: BOX }).step('own', 'tts', { text: 'Inner.' })
    const inner = drawn.chain('box').edge('error', 'own').build()
    const main = spoken('ours', 'Outer.')
      .step('call', 'flow.call', { flowId: 'inner', inputs: [], outputs: [] })
      .chain('call')
      .edge('error', 'ours')
      .build()
    expect(callOf(main, { inner }).ask().tree).toEqual({ module: 'tts', data: { text: 'Outer.' } })
  })

  it('continue after a carrier only where KAZOO would: it never takes the wildcard', () => {
    const inner = flow().step('out', 'resources', { to_did: '+14155550100' }).step('busy', 'tts', { text: 'Busy.' })
    const main = spoken('after', 'After.')
      .step('call', 'flow.call', { flowId: 'inner', inputs: [], outputs: [] })
      .chain('call', 'after')
      .build()
    const { tree } = callOf(main, { inner: inner.chain('out').edge('out.USER_BUSY', 'busy').build() }).ask()
    expect(Object.keys(tree.children ?? {})).toEqual(['USER_BUSY'])
    expect(along(tree, 'USER_BUSY', '_')).toEqual({ module: 'tts', data: { text: 'After.' } })
  })

  it('with several ends are left by a continuation where much follows, also where a switch is what ends them', () => {
    const toSwitch = { value: '{{ caller.name }}', cases: [{ port: 'a', op: 'equals', right: 'A' }] }
    const inner = flow()
      .step('ring', 'user', { id: 'u' })
      .step('one', 'logic.switch', toSwitch)
      .step('hi', 'hangup')
      .chain('ring', 'one')
      .edge('one.a', 'hi')
      .step('two', 'logic.switch', toSwitch)
      .edge('ring.USER_BUSY', 'two')
      .edge('two.a', 'hi')
      .build()
    const drawn = flow().step('call', 'flow.call', { flowId: 'inner', inputs: [], outputs: [] })
    const ids = Array.from({ length: 9 }, (_, index) => `s${index}`)
    for (const id of ids) drawn.step(id, 'tts', { text: id })
    const { tree } = callOf(drawn.chain('call', ...ids).build(), { inner }).ask()
    expect(allModules(tree).filter(({ module }) => module === 'tts')).toHaveLength(0)
    expect(continuationsIn(tree)).toHaveLength(2)
  })
})

describe('what is sensitive', () => {
  const sensitive = { name: 'pin', type: 'string', sensitive: true } as const

  it('stays so where a sensitive variable takes digits by way of another one', () => {
    const document = flow()
      .variable(sensitive)
      .step('ask', 'collect_dtmf', { collection_name: 'typed' })
      .step('keep', 'logic.set', { assignments: [{ name: 'entered', value: '{{ digits.typed }}' }] })
      .step('pin', 'logic.set', { assignments: [{ name: 'pin', value: '{{ vars.entered }}' }] })
      .step('say', 'tts', { text: 'You entered {{ vars.entered }}.' })
      .chain('ask', 'keep', 'pin', 'say')
      .build()
    const { flow: compiled } = compile(document)
    const params = { Digits: { typed: '4711', other: '1' } }
    expect(maskParams(params, { ...compiled.masks, hasSensitive: true })).toEqual({
      Digits: { typed: '••••', other: '1' },
    })
    const call = callOf(document)
    const [address] = continuationsIn(call.ask().tree)
    const answer = call.ask(params, address)
    expect(answer.body).toContain('4711')
    expect(answer.loggedBody()).not.toContain('4711')
  })

  it('stays so where a question is kept in a variable that a sensitive one takes', () => {
    const document = flow()
      .variable(sensitive)
      .step('ask', 'input.digits', {
        prompt: { type: 'tts', text: 'PIN?' },
        variable: 'entered',
        minDigits: 4,
        maxDigits: 4,
        attempts: 1,
        timeoutMs: 5000,
        interdigitTimeoutMs: 2000,
      })
      .step('pin', 'logic.set', { assignments: [{ name: 'pin', value: '{{ vars.entered }}' }] })
      .step('say', 'tts', { text: 'You entered {{ vars.entered }}.' })
      .chain('ask', 'pin', 'say')
      .build()
    const call = callOf(document)
    const first = call.ask()
    const collection = String(along(first.tree, '_')?.data.collection_name)
    expect(collection).toMatch(/^secret_/)
    const answer = call.ask({ Digits: { [collection]: '4711' } }, continuationsIn(first.tree)[0])
    expect(answer.body).toContain('4711')
    expect(answer.loggedBody()).not.toContain('4711')
  })

  it('is in no message about what failed', () => {
    const document = flow()
      .variable({ name: 'pin', type: 'string', sensitive: true, default: '(4711' })
      .step('if', 'logic.condition', { combine: 'all', rules: [{ left: 'x', op: 'matches', right: '{{ vars.pin }}' }] })
      .step('box', 'voicemail', { id: '{{ vars.pin }}' })
      .step('hook', 'pivot', { voice_url: 'http://localhost/{{ vars.pin }}' })
      .step('wait', 'sleep', { duration: '{{ vars.pin }}' })
      .step('date', 'logic.set', {
        assignments: [{ name: 'x', value: '{{ vars.pin | date: vars.pin | money: vars.pin }}' }],
      })
      .chain('if')
      .edge('if.error', 'date')
      .edge('date.error', 'box')
      .edge('date.next', 'box')
      .build()
    for (const start of ['if', 'box', 'hook', 'wait', 'date']) {
      const moved = {
        ...document,
        edges: document.edges.map((edge) => (edge.source === 'start' ? { ...edge, target: start } : edge)),
      }
      const answer = callOf(moved).ask()
      expect(JSON.stringify([answer.failures, answer.warnings, answer.trace])).not.toContain('4711')
    }
  })
})

describe('a step that is larger than an answer may be', () => {
  it('stops publishing, in words', () => {
    const vars = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`v${index}`, 'x'.repeat(1000)]))
    const document = flow().step('set', 'set_variables', { custom_application_vars: vars }).chain('set').build()
    const [problem] = compile(document).diagnostics
    expect(problem).toMatchObject({ severity: 'error', code: 'answer.too-large', nodeId: 'set' })
  })
})
