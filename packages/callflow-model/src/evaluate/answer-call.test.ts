import { describe, expect, it } from 'vitest'
import { compile } from '../compile/compile.ts'
import { parseCallFacts } from '../kazoo/call-facts.ts'
import { allModules } from '../testing/all-modules.ts'
import { along, callOf, continuationsIn, line } from '../testing/answers.ts'
import { atOnce } from '../testing/at-once.ts'
import { flow } from '../testing/flow-builder.ts'
import { answerCall } from './answer-call.ts'

const MENU = {
  prompt: { type: 'tts', text: 'Press 1 or 2' },
  choices: [
    { digits: '1', label: 'Sales' },
    { digits: '2', label: 'Service' },
  ],
  attempts: 3,
  timeoutMs: 5000,
  interdigitTimeoutMs: 2000,
  invalidPrompt: { type: 'tts', text: 'Wrong key' },
  timeoutPrompt: { type: 'tts', text: 'No key' },
}
const BOX = '0000000000000000000000000000000a'
const DEFAULT_FALLBACK = 'play > hangup'

describe('an answer', () => {
  it('is the drawn steps, one within the other', () => {
    const { ask } = callOf(flow().step('hi', 'tts', { text: 'Hello' }).step('end', 'hangup').chain('hi', 'end').build())
    expect(JSON.parse(ask().body)).toEqual({
      module: 'tts',
      data: { text: 'Hello' },
      children: { _: { module: 'hangup', data: {} } },
    })
  })

  it('is an ordinary stop where nothing is drawn', () => {
    expect(callOf(flow().build()).ask().body).toBe('{"module":"sleep","data":{"duration":0}}')
  })

  it('leaves out ports that are not connected, and stops where nothing follows a connected one', () => {
    const document = flow()
      .step('ring', 'user', { id: 'u1' })
      .step('if', 'logic.condition', { combine: 'all', rules: [{ left: 'a', op: 'equals', right: 'b' }] })
      .step('box', 'voicemail', { id: BOX })
      .chain('ring', 'if')
      .edge('if.true', 'box')
      .build()
    const { tree } = callOf(document).ask()
    expect(Object.keys(tree.children ?? {})).toEqual(['_'])
    expect(along(tree, '_')).toEqual({ module: 'sleep', data: { duration: 0 } })
  })

  it('runs conditions ahead, in the same answer', () => {
    const document = flow()
      .step('set', 'logic.set', { assignments: [{ name: 'who', value: '{{ caller.name }}' }] })
      .step('if', 'logic.condition', {
        combine: 'all',
        rules: [{ left: '{{ vars.who }}', op: 'starts_with', right: 'Alice' }],
      })
      .step('yes', 'tts', { text: 'Hello {{ vars.who }}' })
      .step('no', 'tts', { text: 'Who are you' })
      .chain('set', 'if')
      .edge('if.true', 'yes')
      .edge('if.false', 'no')
      .build()
    const { tree, isWaiting } = callOf(document).ask()
    expect(tree.data).toEqual({ text: 'Hello Alice Example' })
    expect(isWaiting).toBe(false)
  })

  it('keeps types where a value is exactly one output, and text elsewhere', () => {
    const document = flow()
      .step('set', 'logic.set', { assignments: [{ name: 'seconds', value: 25 }] })
      .step('ring', 'user', { id: 'u{{ vars.seconds }}', timeout: '{{ vars.seconds }}' })
      .chain('set', 'ring')
      .build()
    expect(callOf(document).ask().tree.data).toEqual({ id: 'u25', timeout: 25 })
  })
})

describe('questions', () => {
  const document = flow()
    .step('menu', 'input.menu', MENU)
    .step('sales', 'user', { id: 'sales' })
    .step('late', 'tts', { text: 'Nobody pressed' })
    .step('wrong', 'tts', { text: 'Never right' })
    .chain('menu')
    .edge('menu.1', 'sales')
    .edge('menu.timeout', 'late')
    .edge('menu.invalid', 'wrong')
    .build()

  it('become a prompt, a collection and a continuation with the fallback after it', () => {
    const { tree } = callOf(document).ask()
    expect(line(tree)).toBe(`tts > collect_dtmf > pivot > ${DEFAULT_FALLBACK}`)
    expect(along(tree, '_')?.data).toEqual({
      collection_name: 'menu_1',
      max_digits: 1,
      timeout: 5000,
      interdigit_timeout: 2000,
      terminator: '#',
    })
    expect(along(tree, '_', '_')?.data).toMatchObject({ method: 'post', req_format: 'kazoo', req_body_format: 'json' })
  })

  it('take the way of the pressed key', () => {
    const call = callOf(document)
    const [address] = continuationsIn(call.ask().tree)
    expect(call.ask({ Digits: { menu_1: '1' } }, address).tree).toMatchObject({ module: 'user', data: { id: 'sales' } })
  })

  it('take digits that came as one string', () => {
    const call = callOf(document)
    const [address] = continuationsIn(call.ask().tree)
    expect(call.ask({ Digits: '1' }, address).tree.module).toBe('user')
  })

  it('are asked again with their own words, under a new name, and end by the last attempt', () => {
    const call = callOf(document)
    const press = (digits: string, before: ReturnType<typeof call.ask>) => {
      const name = String(allModules(before.tree).find(({ module }) => module === 'collect_dtmf')?.data.collection_name)
      return call.ask({ Digits: { [name]: digits } }, continuationsIn(before.tree)[0])
    }
    const second = press('9', call.ask())
    expect(second.tree.data).toEqual({ text: 'Wrong key' })
    expect(line(second.tree)).toBe(`tts > tts > collect_dtmf > pivot > ${DEFAULT_FALLBACK}`)
    const third = press('', second)
    expect(third.tree.data).toEqual({ text: 'No key' })
    expect(along(third.tree, '_', '_')?.data.collection_name).toBe('menu_3')
    expect(press('7', third).tree).toEqual({ module: 'tts', data: { text: 'Never right' } })
    expect(press('', third).tree).toEqual({ module: 'tts', data: { text: 'Nobody pressed' } })
  })

  it('end an entry by a key that is no choice', () => {
    const terminatorFor = (...digits: string[]) => {
      const menu = { ...MENU, choices: digits.map((key) => ({ digits: key, label: key })) }
      return along(callOf(flow().step('menu', 'input.menu', menu).chain('menu').build()).ask().tree, '_')?.data
        .terminator
    }
    expect(terminatorFor('1', '2')).toBe('#')
    expect(terminatorFor('1', '#')).toBe('*')
    expect(terminatorFor('1', '#', '*')).toBe('0')
    expect(terminatorFor('12', '13')).toBe('#')
  })

  it('keep leading zeros of digits', () => {
    const pin = flow()
      .step('pin', 'input.digits', {
        prompt: { type: 'tts', text: 'PIN' },
        variable: 'pin',
        minDigits: 4,
        maxDigits: 4,
        attempts: 1,
        timeoutMs: 5000,
        interdigitTimeoutMs: 2000,
      })
      .step('say', 'tts', { text: 'You typed {{ vars.pin }}' })
      .chain('pin', 'say')
      .build()
    const call = callOf(pin)
    const [address] = continuationsIn(call.ask().tree)
    expect(call.ask({ Digits: { pin_1: '0042' } }, address).tree.data).toEqual({ text: 'You typed 0042' })
  })
})

describe('cuts', () => {
  it('come before a step that reads what was just typed, and nowhere else', () => {
    const document = flow()
      .step('ask', 'collect_dtmf', { collection_name: 'pin', max_digits: 4 })
      .step('greet', 'tts', { text: 'Hello {{ caller.name }}' })
      .step('repeat', 'tts', { text: '{{ digits.pin }}' })
      .chain('ask', 'greet', 'repeat')
      .build()
    const call = callOf(document)
    const first = call.ask()
    expect(line(first.tree)).toBe(`collect_dtmf > tts > pivot > ${DEFAULT_FALLBACK}`)
    const [address] = continuationsIn(first.tree)
    expect(call.ask({ Digits: { pin: '12' } }, address).tree).toEqual({ module: 'tts', data: { text: '12' } })
  })

  it('come where custom variables or anything that KAZOO changes are read', () => {
    const reads = (text: string) =>
      line(
        callOf(
          flow()
            .step('set', 'set_variables', { custom_application_vars: { crm: '7' } })
            .step('say', 'tts', { text })
            .chain('set', 'say')
            .build(),
        ).ask().tree,
      )
    expect(reads('{{ custom.crm }}')).toContain('pivot')
    expect(reads('{{ custom[vars.x] }}')).toContain('pivot')
    expect(reads('{{ request["Custom-Application-Vars"] }}')).toContain('pivot')
    expect(reads('{{ custom.other }} {{ caller.number }} {{ vars.y }}')).toBe('set_variables > tts')
  })

  it('come before the clock is read after something that may last minutes', () => {
    const after = (type: string, data: object) =>
      line(
        callOf(
          flow()
            .step('a', type, { ...data })
            .step('time', 'tts', { text: '{{ now }}' })
            .chain('a', 'time')
            .build(),
        ).ask().tree,
      )
    expect(after('voicemail', { id: BOX })).toContain('pivot')
    expect(after('user', { id: 'u' })).toBe('user > tts')
  })

  it('hand variables over, only those that are still read', () => {
    const document = flow()
      .step('set', 'logic.set', {
        assignments: [
          { name: 'kept', value: 'K' },
          { name: 'dropped', value: 'D' },
        ],
      })
      .step('ask', 'collect_dtmf', { collection_name: 'x' })
      .step('say', 'tts', { text: '{{ vars.kept }} {{ digits.x }}' })
      .chain('set', 'ask', 'say')
      .build()
    const call = callOf(document)
    const [address = ''] = continuationsIn(call.ask().tree)
    expect(call.sealed.get(address)?.vars).toEqual({ kept: 'K' })
    expect(call.ask({ Digits: { x: '5' } }, address).tree.data).toEqual({ text: 'K 5' })
  })

  it('end what would grow without bound: loops, 300 steps in a row, 20 diamonds', () => {
    const loop = flow().step('a', 'tts', { text: 'a' }).step('b', 'tts', { text: 'b' }).chain('a', 'b', 'a').build()
    expect(line(callOf(loop).ask().tree)).toBe(`tts > tts > pivot > ${DEFAULT_FALLBACK}`)

    const long = flow()
    const ids = Array.from({ length: 300 }, (_, index) => `s${index}`)
    for (const id of ids) long.step(id, 'tts', { text: id })
    const call = callOf(long.chain(...ids).build())
    const said: unknown[] = []
    let requests = 0
    for (let address: string | undefined; ; ) {
      const { tree } = call.ask({}, address)
      requests++
      for (let at: typeof tree | undefined = tree; at?.module === 'tts'; at = at.children?._) said.push(at.data.text)
      address = continuationsIn(tree)[0]
      if (!address) break
    }
    expect(said).toEqual(ids)
    expect(requests).toBe(8)

    const diamonds = flow()
    for (let index = 0; index < 20; index++) {
      diamonds
        .step(`d${index}`, 'user', { id: 'x' })
        .step(`l${index}`, 'tts', { text: 'l' })
        .step(`r${index}`, 'tts', { text: 'r' })
      if (index === 0) diamonds.edge('start', 'd0')
      else diamonds.edge(`l${index - 1}`, `d${index}`).edge(`r${index - 1}`, `d${index}`)
      diamonds.edge(`d${index}.USER_BUSY`, `l${index}`).edge(`d${index}._`, `r${index}`)
    }
    const { tree, body } = callOf(diamonds.build()).ask()
    expect(allModules(tree).length).toBeLessThan(30)
    expect(body.length).toBeLessThan(24 * 1024)
  })

  it('never make a continuation of a loop that only thinks: it fails after 1,000 steps', () => {
    const document = flow()
      .step('set', 'logic.set', { assignments: [{ name: 'x', value: '1' }] })
      .step('if', 'logic.condition', { combine: 'all', rules: [{ left: 'a', op: 'equals', right: 'a' }] })
      .chain('set', 'if')
      .edge('if.true', 'set')
      .build()
    const answer = callOf(document).ask()
    expect(line(answer.tree)).toBe(DEFAULT_FALLBACK)
    expect(answer.failures[0]?.code).toBe('loop.silent')
    expect(compile(document).diagnostics.map(({ code }) => code)).toContain('loop.silent')
  })
})

describe('nothing drops the call', () => {
  it('an id that renders to the wrong length fails in its branch; the rest of the answer stays', () => {
    const document = flow()
      .step('ring', 'user', { id: 'u' })
      .step('busy', 'voicemail', { id: '{{ caller.name }}' })
      .step('else', 'voicemail', { id: BOX })
      .chain('ring')
      .edge('ring.USER_BUSY', 'busy')
      .edge('ring._', 'else')
      .build()
    const answer = callOf(document).ask()
    expect(along(answer.tree, '_')).toEqual({ module: 'voicemail', data: { id: BOX } })
    expect(answer.tree.children?.USER_BUSY && line(answer.tree.children.USER_BUSY)).toBe(DEFAULT_FALLBACK)
    expect(answer.failures).toMatchObject([{ nodeId: 'busy' }])
  })

  it('text that renders empty is left out and the call goes on; too long a text is cut at a word', () => {
    const document = flow()
      .step('empty', 'tts', { text: '{{ vars.nothing }}' })
      .step('long', 'tts', { text: '{{ request.Long }}' })
      .chain('empty', 'long')
      .build()
    const answer = callOf(document).ask({ Long: 'word '.repeat(400) })
    expect(answer.tree.module).toBe('tts')
    expect(String(answer.tree.data.text)).toMatch(/^(word )*word$/)
    expect(String(answer.tree.data.text).length).toBeLessThanOrEqual(1000)
    expect(answer.warnings).toHaveLength(2)
  })

  it('half an emoji is made well-formed', () => {
    const { body } = callOf(flow().step('a', 'tts', { text: 'Hi {{ caller.name }}' }).chain('a').build()).ask({
      'Caller-ID-Name': 'x\ud83c',
    })
    expect(JSON.parse(body).data.text).toBe('Hi x\ufffd')
  })

  it('a failing studio step takes its error way, with what happened', () => {
    const document = flow()
      .step(
        'if',
        'logic.condition',
        { combine: 'all', rules: [{ left: 'a', op: 'matches', right: '{{ caller.name }}' }] },
        { name: 'Who' },
      )
      .step('sorry', 'tts', { text: '{{ vars.error.node }}: {{ vars.error.code }}' })
      .chain('if')
      .edge('if.error', 'sorry')
      .build()
    expect(callOf(document).ask({ 'Caller-ID-Name': '(' }).tree.data).toEqual({ text: 'Who: pattern' })
  })

  it('an address that KAZOO refuses fails in its branch, wherever the value came from', () => {
    const document = flow()
      .step('ask', 'pivot', { voice_url: 'http://{{ request.Host }}/x', method: 'post', req_format: 'kazoo' })
      .chain('ask')
      .build()
    expect(line(callOf(document).ask({ Host: 'pbx.example' }).tree)).toBe('pivot')
    expect(line(callOf(document).ask({ Host: '127.0.0.1' }).tree)).toBe(DEFAULT_FALLBACK)
  })

  it('an answer that is not ready in time is the fallback', () => {
    const { flow: prepared } = compile(flow().step('a', 'tts', { text: 'a' }).chain('a').build())
    const made = answerCall({
      start: { flowId: 'main', version: 1, flow: prepared },
      epoch: 1,
      facts: parseCallFacts({}),
      continuation: null,
      now: new Date(0),
      elapsedMs: () => 4100,
      seal: () => '',
      resolve: () => null,
    })
    const answer = atOnce(made)
    expect(line(JSON.parse(answer.body))).toBe(DEFAULT_FALLBACK)
    expect(answer.failures[0]?.code).toBe('answer.too-slow')
  })

  it('the drawn fallback replaces what fails, and follows each continuation', () => {
    const document = flow()
      .step('menu', 'input.menu', MENU)
      .step('sorry', 'tts', { text: 'Call later' })
      .chain('menu')
      .edge('error', 'sorry')
      .build()
    expect(line(callOf(document).ask().tree)).toBe('tts > collect_dtmf > pivot > tts')
  })

  it('more than 2 KiB of variables fail where they would have to travel', () => {
    const document = flow()
      .step('set', 'logic.set', { assignments: [{ name: 'big', value: '{{ request.Big }}' }] })
      .step('ask', 'collect_dtmf', { collection_name: 'x' })
      .step('say', 'tts', { text: '{{ digits.x }}{{ vars.big }}' })
      .chain('set', 'ask', 'say')
      .build()
    const answer = callOf(document).ask({ Big: 'x'.repeat(3000) })
    expect(line(answer.tree)).toBe(`collect_dtmf > ${DEFAULT_FALLBACK}`)
    expect(answer.failures[0]?.code).toBe('variables.too-large')
  })
})

describe('sub-flows', () => {
  const greeting = flow()
    .step('say', 'tts', { text: 'Hello {{ vars.who }}' })
    .step('ask', 'collect_dtmf', { collection_name: 'age' })
    .step('keep', 'logic.set', { assignments: [{ name: 'age', value: '{{ digits.age }}' }] })
    .chain('say', 'ask', 'keep')
    .build()
  const main = flow()
    .step('call', 'flow.call', {
      flowId: 'greeting',
      inputs: [{ name: 'who', value: '{{ caller.name }}' }],
      outputs: [{ name: 'years', from: 'age' }],
    })
    .step('say', 'tts', { text: '{{ vars.years }} years, {{ vars.who }}' })
    .chain('call', 'say')
    .build()

  it('have variables of their own, take values in, hand values out, and go on over requests', () => {
    const call = callOf(main, { greeting })
    const first = call.ask()
    expect(line(first.tree)).toBe(`tts > collect_dtmf > pivot > ${DEFAULT_FALLBACK}`)
    expect(first.tree.data).toEqual({ text: 'Hello Alice Example' })
    const [address] = continuationsIn(first.tree)
    expect(call.ask({ Digits: { age: '44' } }, address).tree.data).toEqual({ text: '44 years, ' })
  })

  it('that are gone take the error way', () => {
    const answer = callOf(main).ask()
    expect(line(answer.tree)).toBe(DEFAULT_FALLBACK)
    expect(answer.failures[0]?.code).toBe('flow-call.missing')
  })

  it('that call themselves without end fail 20 deep', () => {
    const self = flow().step('again', 'flow.call', { flowId: 'self', inputs: [], outputs: [] }).chain('again').build()
    expect(
      callOf(self, { self })
        .ask()
        .failures.map(({ code }) => code),
    ).toContain('flow-call.too-deep')
  })
})

describe('the log', () => {
  it('never shows a sensitive value or a token', () => {
    const document = flow()
      .variable({ name: 'pin', sensitive: true })
      .step('ask', 'input.digits', {
        prompt: { type: 'tts', text: 'PIN' },
        variable: 'pin',
        minDigits: 4,
        maxDigits: 4,
        attempts: 1,
        timeoutMs: 5000,
        interdigitTimeoutMs: 2000,
      })
      .step('copy', 'logic.set', { assignments: [{ name: 'copied', value: 'PIN {{ vars.pin }}' }] })
      .step('say', 'tts', { text: 'Yours is {{ vars.copied }}, thank you' })
      .chain('ask', 'copy', 'say')
      .build()
    const call = callOf(document)
    const first = call.ask()
    const [address = ''] = continuationsIn(first.tree)
    expect(first.loggedBody()).not.toContain(address.split('/').at(-1))
    const name = String(along(first.tree, '_')?.data.collection_name)
    expect(name).toMatch(/^secret_/)
    const second = call.ask({ Digits: { [name]: '4711' } }, address)
    expect(second.body).toContain('PIN 4711')
    expect(second.loggedBody()).not.toContain('4711')
    expect(JSON.parse(second.loggedBody())).toEqual({ module: 'tts', data: { text: '••••' } })
  })
})
