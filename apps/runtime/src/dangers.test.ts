/**
 * The dangers of docs/design.md#failures, #tokens, each over real HTTP: in each of them the caller hears something
 * that was meant.
 */
import { allModules, type FlowBuilder, flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, CALL, collectionOf, continuationOf, type Module, startStudio, type TestStudio } from './testing/studio.ts'

const SPOKEN = { type: 'tts', text: 'Press a key.' }
const menuOf = (...digits: string[]) => ({
  prompt: SPOKEN,
  choices: digits.map((key) => ({ digits: key, label: `Key ${key}` })),
  attempts: 2,
  timeoutMs: 5000,
  interdigitTimeoutMs: 2000,
})

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(() => studio.stop())

const firstAnswer = async (drawn: FlowBuilder, params: Record<string, unknown> = {}): Promise<Module> =>
  (await studio.ask((await studio.publish(drawn.build())).pivotUrl, params)).tree
const modulesOf = (tree: Module): string[] => allModules(tree).map(({ module }) => module)
const lastCall = async () => {
  const { calls } = await studio.api<{ calls: { id: string; state: string; error: string | null }[] }>(
    'GET',
    '/calls?limit=1',
  )
  return studio.api<{ state: string; error: string | null; nodes: { kind: string; detail?: string }[] }>(
    'GET',
    `/calls/${calls[0]?.id}`,
  )
}

describe('text', () => {
  it('that renders empty is left out, and the call goes on behind it', async () => {
    const drawn = flow().step('hello', 'tts', { text: '{{ custom.greeting }}' }).step('bye', 'tts', { text: 'Bye.' })
    expect(await firstAnswer(drawn.chain('hello', 'bye'))).toEqual({ module: 'tts', data: { text: 'Bye.' } })
    expect(studio.log()).toContain('The text was empty, so nothing was said.')
  })

  it('that is longer than 1,000 characters is cut at a word', async () => {
    const tree = await firstAnswer(flow().step('say', 'tts', { text: '{{ custom.long }}' }).chain('say'), {
      'Custom-Application-Vars': { long: 'seven77 '.repeat(300) },
    })
    const text = String(tree.data.text)
    expect(text.length).toBeLessThanOrEqual(1000)
    expect(text).toMatch(/seven77$/)
  })

  it('with half an emoji comes out well-formed', async () => {
    const drawn = flow().step('say', 'tts', { text: 'Hi {{ caller.name }} and {{ custom.half }}' }).chain('say')
    const { pivotUrl } = await studio.publish(drawn.build())
    const body = JSON.stringify({ ...CALL, 'Caller-ID-Name': '\ud83c', 'Custom-Application-Vars': { half: '\udf89' } })
    const answer = await studio.send(new URL(pivotUrl).pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const { data } = JSON.parse(answer.text) as Module
    expect(answer.text).not.toMatch(/\\ud[89a-f]/i)
    expect(String(data.text).isWellFormed()).toBe(true)
    expect(data.text).toMatch(/^Hi . and .$/)
  })
})

describe('a failure stays in its branch', () => {
  it('an id of the wrong length in one branch becomes the fallback there, and the rest of the answer stays', async () => {
    const drawn = flow()
      .step('ring', 'user', { id: '0'.repeat(32) })
      .step('box', 'voicemail', { id: '{{ custom.box }}' })
      .step('busy', 'tts', { text: 'Busy.' })
      .chain('ring')
      .edge('ring._', 'box')
      .edge('ring.USER_BUSY', 'busy')
    const tree = await firstAnswer(drawn, { 'Custom-Application-Vars': { box: 'sales' } })
    expect(tree.module).toBe('user')
    expect(at(tree, 'USER_BUSY')).toEqual({ module: 'tts', data: { text: 'Busy.' } })
    expect(at(tree, '_')?.module).toBe('play')
    expect(at(tree, '_', '_')?.module).toBe('hangup')
    const call = await lastCall()
    expect(call.state).toBe('error')
    expect(call.error).not.toBeNull()
  })

  it('a port that is not connected ends quietly, not the wrong branch', async () => {
    const drawn = flow()
      .step('ring', 'user', { id: '0'.repeat(32) })
      .step('if', 'logic.condition', { combine: 'all', rules: [{ left: '1', op: 'equals', right: '2' }] })
      .step('no', 'tts', { text: 'Not answered.' })
      .chain('ring')
      .edge('ring.USER_BUSY', 'if')
      .edge('ring._', 'no')
    const tree = await firstAnswer(drawn)
    expect(at(tree, 'USER_BUSY')).toEqual({ module: 'sleep', data: { duration: 0 } })
    expect(at(tree, '_')?.module).toBe('tts')
  })
})

describe('size', () => {
  it('of 20 diamonds in a row stays small, and the call reaches the end', async () => {
    const drawn = flow()
    drawn.step('d0', 'user', { id: '0'.repeat(32) }).chain('d0')
    for (let index = 1; index <= 20; index++)
      drawn
        .step(`d${index}`, 'user', { id: '0'.repeat(32) })
        .edge(`d${index - 1}._`, `d${index}`)
        .edge(`d${index - 1}.USER_BUSY`, `d${index}`)
    drawn.step('end', 'tts', { text: 'The end.' }).edge('d20._', 'end').edge('d20.USER_BUSY', 'end')
    const { pivotUrl } = await studio.publish(drawn.build())
    let answer = await studio.ask(pivotUrl)
    for (let hop = 0; !answer.text.includes('The end.'); hop++) {
      expect(hop).toBeLessThan(21)
      expect(answer.text.length).toBeLessThan(64 * 1024)
      answer = await studio.ask(continuationOf(answer.tree))
    }
  })

  it('of 300 steps in a row is split into answers that KAZOO takes', async () => {
    const drawn = flow()
    const ids = Array.from({ length: 300 }, (_, index) => `s${index}`)
    for (const id of ids) drawn.step(id, 'tts', { text: `Step ${id}.` })
    const { pivotUrl } = await studio.publish(drawn.chain(...ids).build())
    const heard: unknown[] = []
    let url: string | null = pivotUrl
    while (url !== null) {
      const { tree }: { tree: Module } = await studio.ask(url)
      heard.push(...spokenOn(tree))
      url = modulesOf(tree).includes('pivot') ? continuationOf(tree) : null
    }
    expect(heard).toEqual(ids.map((id) => `Step ${id}.`))
  })
})

/** Texts along `_`, up to where KAZOO asks again. */
function spokenOn(tree: Module): unknown[] {
  const texts: unknown[] = []
  for (let module: Module | undefined = tree; module && module.module !== 'pivot'; module = module.children?._)
    texts.push(module.data.text)
  return texts
}

describe('menus', () => {
  it.each([
    [['1', '2'], '#'],
    [['1', '#'], '*'],
    [['*', '#', '1'], '0'],
  ])('with the choices %s end an entry with %s', async (keys, terminator) => {
    const drawn = flow()
      .step('menu', 'input.menu', menuOf(...keys))
      .chain('menu')
    for (const key of keys) drawn.step(`say${key}`, 'tts', { text: `Key ${key}.` }).edge(`menu.${key}`, `say${key}`)
    const tree = await firstAnswer(drawn)
    const collect = allModules(tree).find(({ module }) => module === 'collect_dtmf')
    expect(collect?.data.terminator).toBe(terminator)
    expect(collect?.data).not.toHaveProperty('terminators')
    for (const key of keys) {
      const answer = await studio.ask(continuationOf(tree), { Digits: { [collectionOf(tree)]: key } })
      expect(answer.tree.data.text).toBe(`Key ${key}.`)
    }
  })

  it('take only their own collection, even if keys were typed ahead before', async () => {
    const drawn = flow().step('menu', 'input.menu', menuOf('1', '2')).step('two', 'tts', { text: 'Two.' }).chain('menu')
    const tree = await firstAnswer(drawn.edge('menu.2', 'two'))
    const Digits = { default: '1', older: '1', [collectionOf(tree)]: '2' }
    expect((await studio.ask(continuationOf(tree), { Digits })).tree.data.text).toBe('Two.')
  })

  it('take digits that come as one plain text', async () => {
    const drawn = flow().step('menu', 'input.menu', menuOf('1')).step('one', 'tts', { text: 'One.' }).chain('menu')
    const tree = await firstAnswer(drawn.edge('menu.1', 'one'))
    expect((await studio.ask(continuationOf(tree), { Digits: '1' })).tree.data.text).toBe('One.')
  })

  it('ask again under a fresh name, then give up', async () => {
    const drawn = flow().step('menu', 'input.menu', menuOf('1')).step('late', 'tts', { text: 'Nothing.' }).chain('menu')
    const first = await firstAnswer(drawn.edge('menu.timeout', 'late'))
    const second = (await studio.ask(continuationOf(first), { Digits: {} })).tree
    expect(collectionOf(second)).not.toBe(collectionOf(first))
    const Digits = { [collectionOf(first)]: '1', [collectionOf(second)]: '' }
    expect((await studio.ask(continuationOf(second), { Digits })).tree.data.text).toBe('Nothing.')
  })
})

describe('in mid-call', () => {
  const spoken = (text: string) =>
    flow()
      .step('menu', 'input.menu', menuOf('1'))
      .step('one', 'tts', { text })
      .chain('menu')
      .edge('menu.1', 'one')
      .build()
  const begin = async () => {
    const published = await studio.publish(spoken('The first version.'))
    const { tree } = await studio.ask(published.pivotUrl)
    const goOn = (params: Record<string, unknown> = {}) =>
      studio.ask(continuationOf(tree), { Digits: { [collectionOf(tree)]: '1' }, ...params })
    return { ...published, goOn }
  }

  it('a new version changes nothing for the call, and everything for the next', async () => {
    const { id, pivotUrl, goOn } = await begin()
    await studio.api('PUT', `/flows/${id}`, { name: 'A flow', document: spoken('The second version.'), revision: 1 })
    await studio.api('POST', `/flows/${id}/publish`, {})
    expect((await goOn()).tree.data.text).toBe('The first version.')
    const next = (await studio.ask(pivotUrl)).tree
    const answer = await studio.ask(continuationOf(next), { Digits: { [collectionOf(next)]: '1' } })
    expect(answer.tree.data.text).toBe('The second version.')
  })

  it('a restart changes nothing', async () => {
    const { goOn } = await begin()
    await studio.restart()
    expect((await goOn()).tree.data.text).toBe('The first version.')
  })

  it('a restart after which another version is live changes nothing', async () => {
    const { id, goOn } = await begin()
    await studio.api('POST', `/flows/${id}/publish`, {})
    await studio.restart()
    expect((await goOn()).tree.data.text).toBe('The first version.')
  })

  it('an attended transfer, which changes the Call-ID, changes nothing', async () => {
    const { goOn } = await begin()
    expect((await goOn({ 'Call-ID': 'transferred@10.0.0.1' })).tree.data.text).toBe('The first version.')
    expect((await goOn({ 'Call-ID': 'transferred@10.0.0.1', From: '+1999' })).status).toBe(403)
  })

  it.each([
    ['DELETE', 200, 'its fallback'],
    ['unpublish', 404, '404'],
    ['rotate-key', 404, '404'],
  ])('%s does not touch the call; new ones get %i: %s', async (what, status) => {
    const { id, pivotUrl, goOn } = await begin()
    if (what === 'DELETE') await studio.api('DELETE', `/flows/${id}`, undefined, 204)
    else await studio.api('POST', `/flows/${id}/${what}`)
    expect((await studio.ask(pivotUrl)).status).toBe(status)
    expect((await goOn()).tree.data.text).toBe('The first version.')
    await studio.restart()
    expect((await goOn()).tree.data.text).toBe('The first version.')
    expect((await studio.ask(pivotUrl)).status).toBe(status)
  })
})

describe('a sensitive PIN', () => {
  const PIN = '739146'
  it.each([
    ['json', 'variable'],
    ['form', 'variable'],
    ['json', 'plain digits'],
    ['form', 'get'],
  ])('is nowhere in log or database, asked for by %s, as %s', async (format, kind) => {
    const own = await startStudio()
    const drawn = flow()
      .variable({ name: 'pin', type: 'string', sensitive: true })
      .step('ask', 'input.digits', {
        prompt: SPOKEN,
        variable: 'pin',
        minDigits: 6,
        maxDigits: 6,
        attempts: 2,
        timeoutMs: 5000,
        interdigitTimeoutMs: 2000,
      })
      .step('copy', 'logic.set', { assignments: [{ name: 'twice', value: '{{ vars.pin }}{{ vars.pin }}' }] })
      .step('say', 'tts', { text: 'You entered {{ vars.twice }}.' })
      .step('menu', 'input.menu', menuOf('1'))
      .step('again', 'tts', { text: 'It was {{ vars.pin }}.' })
      .chain('ask', 'copy', 'say', 'menu')
      .edge('menu.1', 'again')
    const { pivotUrl } = await own.publish(drawn.build())
    const first = (await own.ask(pivotUrl)).tree
    const name = collectionOf(first)
    const Digits = kind === 'plain digits' ? PIN : { [name]: PIN, default: PIN }
    const second =
      format === 'json'
        ? (await own.ask(continuationOf(first), { Digits })).tree
        : (JSON.parse((await askByForm(own, continuationOf(first), name, PIN, kind === 'get')).text) as Module)
    expect(JSON.stringify(second)).toContain(`You entered ${PIN}${PIN}.`)
    const third = await own.ask(continuationOf(second), { Digits: { [name]: PIN, [collectionOf(second)]: '1' } })
    expect(third.tree.data.text).toBe(`It was ${PIN}.`)

    const { calls } = await own.api<{ calls: { id: string }[] }>('GET', '/calls')
    expect(calls).toHaveLength(3)
    const details = await Promise.all(calls.map(({ id }) => own.api('GET', `/calls/${id}`)))
    expect(JSON.stringify(details)).toContain('••••')
    for (const place of [JSON.stringify(details), own.log(), own.stored()]) expect(place).not.toContain(PIN)
    const tokens = [continuationOf(first), continuationOf(second)].map((url) => url.split('/').at(-1) ?? '')
    for (const token of tokens)
      for (const place of [JSON.stringify(details), own.log(), own.stored()]) expect(place).not.toContain(token)
    await own.stop()
  })
})

it('a number that is not sensitive is found in the log, so the search above can fail', async () => {
  const tree = await firstAnswer(flow().step('menu', 'input.menu', menuOf('1')).chain('menu'))
  await studio.ask(continuationOf(tree), { Digits: { [collectionOf(tree)]: '739146' } })
  await lastCall()
  expect(studio.stored()).toContain('739146')
})

function askByForm(studio: TestStudio, url: string, name: string, pin: string, isGet: boolean) {
  const form = `Call-ID=${CALL['Call-ID']}&Digits[${name}]=${pin}&Digits[default]=${pin}`
  const { pathname } = new URL(url)
  if (isGet) return studio.send(`${pathname}?${form}`)
  return studio.send(pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  })
}
