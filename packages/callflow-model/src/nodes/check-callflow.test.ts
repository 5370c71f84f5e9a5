import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCallflow } from './check-callflow.ts'

const codes = (value: unknown): string[] => checkCallflow(value).map(({ code }) => code)
const nested = (levels: number): object => {
  let node: object = { module: 'skel', data: {} }
  for (let level = 1; level < levels; level++) node = { module: 'skel', data: {}, children: { _: node } }
  return node
}

describe('what KAZOO would refuse in an answer', () => {
  it('is nothing in a good one', () => {
    const good = {
      module: 'tts',
      data: { text: 'Hi', more: 1 },
      children: { '1': { module: 'hangup', data: {} }, _: nested(3) },
    }
    expect(checkCallflow(good)).toEqual([])
  })

  it.each([
    ['nothing at all', undefined, ['answer.empty']],
    ['a list', [], ['field.invalid']],
    ['an empty object', {}, ['field.missing']],
    ['a module that KAZOO does not have', { module: 'say', data: {} }, ['module.unknown']],
    ['the schema of a node, whose data is no node', { module: 'action', data: {} }, ['field.missing']],
    ['data that is no object', { module: 'skel', data: null }, ['field.invalid']],
    ['a name without end', { module: 'x'.repeat(65), data: {} }, ['field.invalid']],
    ['a number written as text', { module: 'response', data: { code: '486' } }, ['field.invalid']],
    ['an empty child', { module: 'skel', data: {}, children: { _: {} } }, ['field.missing']],
    [
      'a host that it refuses',
      { module: 'pivot', data: { voice_url: 'http://user@secret:LOCALHOST:80/x' } },
      ['url.refused-host'],
    ],
    [
      'the same in an upload',
      { module: 'record_call', data: { action: 'start', url: 'https://0.0.0.0' } },
      ['url.refused-host'],
    ],
    ['the same in a web hook', { module: 'webhook', data: { uri: 'http://127.0.0.1:9/' } }, ['url.refused-host']],
    ['half a character in a text', { module: 'tts', data: { text: 'x\ud83d' } }, ['answer.not-json']],
    ['half a character in a key', { module: 'skel', data: { '\udc00': 1 } }, ['answer.not-json']],
    ['a number that JSON does not have', { module: 'skel', data: { a: Number.NaN } }, ['answer.not-json']],
    ['what is no data at all', { module: 'skel', data: { a: () => 1 } }, ['answer.not-json']],
    ['a user without a password', { module: 'webhook', data: { uri: 'http://user@h.test/x' } }, ['field.invalid']],
    ['more than anybody sends', { module: 'skel', data: { a: 'é'.repeat(2_100_000) } }, ['answer.too-large']],
    ['data nested without end', { module: 'skel', data: deepList(5000) }, ['answer.too-deep']],
  ])('is %s', (_what, value, expected) => {
    expect(codes(value)).toEqual(expected)
  })

  it('is nothing where a default fills in what is missing', () => {
    for (const module of ['response', 'skel', 'set_variables', 'record_call', 'lookupcidname'])
      expect([module, checkCallflow({ module })]).toEqual([module, []])
    expect(codes({ module: 'audio_macro' })).toEqual(['field.invalid']) // the default is an empty list
  })

  it('is no limit of ours: KAZOO takes any size and depth, and names of fragments', () => {
    expect(checkCallflow(nested(500))).toEqual([])
    expect(checkCallflow({ module: 'skel', data: { a: 'x'.repeat(100_000) } })).toEqual([])
    expect(checkCallflow({ module: 'audio_macro.say', data: { text: '1' } })).toEqual([])
    expect(checkCallflow({ module: 'action', data: { module: 'skel' } })).toEqual([])
  })

  it('is said with the versions that refuse, where others take it', () => {
    expect(checkCallflow({ module: 'noop', data: {} })).toMatchObject([{ code: 'module.unknown', versions: ['4.3'] }])
    expect(checkCallflow({ module: 'noop', data: {} }, { profile: '5' })).toEqual([])
    const written = { module: 'callflow', data: { flow: { module: 'say', data: {} } } }
    expect(checkCallflow(written, { profile: '5' })).toMatchObject([{ field: 'data.flow.module' }])
    expect(checkCallflow(written, { profile: '4.3' })).toEqual([])
  })

  it('takes other private addresses', () => {
    expect(checkCallflow({ module: 'pivot', data: { voice_url: 'http://10.0.0.1/localhost' } })).toEqual([])
  })

  it('names the place', () => {
    const [problem] = checkCallflow({
      module: 'skel',
      data: {},
      children: { '1': { module: 'tts', data: { text: '' } } },
    })
    expect(problem).toMatchObject({ severity: 'error', nodeId: null, field: 'children.1.data.text' })
  })

  it('lets one’s own studio be previewed', () => {
    const answer = { module: 'pivot', data: { voice_url: 'http://localhost:8080/pivot/k' } }
    expect(checkCallflow(answer, { reachableHost: 'localhost' })).toEqual([])
    expect(checkCallflow(answer, { reachableHost: '127.0.0.1' })).toHaveLength(1)
  })

  it('comes to an end for a value that contains itself, and for ten thousand levels', () => {
    const loop: Record<string, unknown> = { module: 'skel', data: {} }
    loop.children = { _: loop, '1': loop }
    expect(codes(loop)).toHaveLength(1)
    expect(codes(nested(10_000))).toEqual(['answer.too-deep'])
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => Array.isArray(checkCallflow(value))))
    fc.assert(
      fc.property(fc.anything(), (data) =>
        Array.isArray(checkCallflow({ module: 'conference', data, children: { _: data } })),
      ),
    )
  })
})

function deepList(levels: number): unknown {
  let list: unknown[] = []
  for (let level = 0; level < levels; level++) list = [list]
  return { list }
}
