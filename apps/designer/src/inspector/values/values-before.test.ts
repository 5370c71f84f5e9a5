import { emptyDocument, type FlowDocument } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { valuesBefore } from './values-before.ts'

/** Steps as `id: [type, data]`, edges as 'from.port > to'. */
function flow(steps: Record<string, [string, Record<string, unknown>?]>, ...edges: string[]): FlowDocument {
  return {
    ...emptyDocument(),
    nodes: [
      { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
      ...Object.entries(steps).map(([id, [type, data = {}]]) => ({ id, type, data, position: { x: 0, y: 0 } })),
    ],
    edges: edges.map((edge, index) => {
      const [, source = '', sourceHandle = '', target = ''] = /^(\w+)\.(\S+) > (\w+)$/.exec(edge) ?? []
      return { id: `e${index}`, source, sourceHandle, target }
    }),
  }
}
const set = (name: string): [string, Record<string, unknown>] => ['logic.set', { assignments: [{ name, value: '1' }] }]
const say: [string, Record<string, unknown>] = ['tts', { text: 'Hello' }]

describe('values set before a step', () => {
  it('offers what the steps on the edge here set, and by whom', () => {
    const document = flow({ a: set('vip'), b: say }, 'start.next > a', 'a.next > b')
    expect(valuesBefore(document, 'b')).toEqual([{ path: 'vars.vip', setBy: ['Set variables'], isOnEveryPath: true }])
    expect(valuesBefore(document, 'a')).toEqual([])
  })

  it('says where a value is not set on every path', () => {
    const document = flow(
      { test: ['logic.condition', { combine: 'all', rules: [] }], a: set('vip'), b: say },
      'start.next > test',
      'test.true > a',
      'test.false > b',
      'a.next > b',
    )
    expect(valuesBefore(document, 'b')).toEqual([{ path: 'vars.vip', setBy: ['Set variables'], isOnEveryPath: false }])
  })

  it('counts a value that both branches set as set on every path', () => {
    const document = flow(
      { test: ['logic.condition', { combine: 'all', rules: [] }], a: set('team'), b: set('team'), c: say },
      'start.next > test',
      'test.true > a',
      'test.false > b',
      'a.next > c',
      'b.next > c',
    )
    expect(valuesBefore(document, 'c')).toMatchObject([{ path: 'vars.team', isOnEveryPath: true }])
  })

  it('has an entry only behind the edge that it fits', () => {
    const ask: [string, Record<string, unknown>] = ['input.digits', { variable: 'pin' }]
    const document = flow({ ask, a: say, b: say }, 'start.next > ask', 'ask.next > a', 'ask.invalid > b')
    expect(valuesBefore(document, 'a').map(({ path }) => path)).toEqual(['vars.pin'])
    expect(valuesBefore(document, 'b')).toEqual([])
  })

  it('has what a reply always tells after both exits of a look-up', () => {
    const assign = [
      { name: 'name', path: '$.name' },
      { name: 'code', from: 'status' },
    ]
    const document = flow(
      { ask: ['data.http', { assign }], a: say, b: say },
      'start.next > ask',
      'ask.success > a',
      'ask.failure > b',
    )
    expect(valuesBefore(document, 'a').map(({ path }) => path)).toEqual(['vars.name', 'vars.code'])
    expect(valuesBefore(document, 'b').map(({ path }) => path)).toEqual(['vars.code'])
  })

  it('lists collections that KAZOO fills, behind the variables', () => {
    const collect: [string, Record<string, unknown>] = ['collect_dtmf', { collection_name: 'item' }]
    const document = flow({ collect, a: set('vip'), b: say }, 'start.next > collect', 'collect._ > a', 'a.next > b')
    expect(valuesBefore(document, 'b').map(({ path }) => path)).toEqual(['vars.vip', 'digits.item'])
  })

  it('comes to an end in loops', () => {
    const document = flow({ a: say, b: set('tries') }, 'start.next > a', 'a._ > b', 'b.next > a')
    expect(valuesBefore(document, 'a')).toEqual([
      { path: 'vars.tries', setBy: ['Set variables'], isOnEveryPath: false },
    ])
  })

  it('counts a declared default as set on every path', () => {
    const document = {
      ...flow({ a: say }, 'start.next > a'),
      variables: [{ name: 'team', default: 'north' }, { name: 'vip' }],
    }
    expect(valuesBefore(document, 'a')).toEqual([{ path: 'vars.team', setBy: [], isOnEveryPath: true }])
  })

  it('works for a piece that is not connected yet', () => {
    const document = flow({ a: set('vip'), b: say }, 'a.next > b')
    expect(valuesBefore(document, 'b').map(({ path }) => path)).toEqual(['vars.vip'])
  })
})
