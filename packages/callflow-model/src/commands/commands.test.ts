import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FlowDocument } from '../document/flow-document.ts'
import { portsOf, summaryOf } from '../nodes/index.ts'
import { anyFlow } from '../testing/arbitraries.ts'
import { flow } from '../testing/flow-builder.ts'
import type { Command } from './command.ts'
import { setFlowVariables, setSettings } from './document.ts'
import { connect, disconnect, insertOnEdge } from './edges.ts'
import { setEntityNames } from './entity-names.ts'
import {
  addNode,
  copyNodes,
  createNode,
  deleteNodes,
  duplicateNodes,
  moveNodes,
  newName,
  newNodeId,
  pasteNodes,
  placeNodes,
  replaceNodeType,
  setColor,
  setData,
  setField,
  setName,
  setOpenPorts,
} from './nodes.ts'

const draw = (): FlowDocument =>
  flow()
    .step('a', 'tts', { text: 'a' })
    .step('b', 'user', { id: 'b' })
    .step('c', 'voicemail', { id: 'c' })
    .chain('a', 'b', 'c')
    .build()
const edgesOf = ({ edges }: FlowDocument) =>
  edges.map(({ source, sourceHandle, target }) => `${source}.${sourceHandle}>${target}`)

describe('every edit', () => {
  const edits: Record<string, Command> = {
    connect: connect({ nodeId: 'b', port: 'USER_BUSY' }, 'c'),
    disconnect: disconnect('e1'),
    insertOnEdge: insertOnEdge('e1', { id: 'x', type: 'tts', position: { x: 0, y: 0 }, data: {} }, '_'),
    addNode: addNode({ id: 'x', type: 'tts', position: { x: 0, y: 0 }, data: {} }),
    moveNodes: moveNodes(['a'], 20, 0),
    placeNodes: placeNodes({ a: { x: 500, y: 500 } }),
    setData: setData('a', { text: 'z' }),
    setField: setField('a', 'text', 'z'),
    setName: setName('a', 'Greeting'),
    setEntityNames: setEntityNames({ b: 'Ann Bell' }),
    setColor: setColor('a', 'red'),
    setOpenPorts: setOpenPorts('b', ['NO_ANSWER']),
    replaceNodeType: replaceNodeType('a', 'play', { id: 'm' }),
    deleteNodes: deleteNodes(['b'], { heal: true }),
    duplicateNodes: duplicateNodes(['a', 'b']),
    setSettings: setSettings({ timezone: 'Europe/Berlin' }),
    setVariables: setFlowVariables([{ name: 'x' }]),
  }
  it.each(Object.entries(edits))('%s leaves the document it was given as it was, and changes it once', (_, edit) => {
    const before = draw()
    const copy = structuredClone(before)
    const after = edit(before)
    expect(after).not.toBe(before)
    expect(before).toEqual(copy)
  })

  it('returns the very same document where there is nothing to do', () => {
    const document = draw()
    const idle: Command[] = [
      connect({ nodeId: 'a', port: '_' }, 'b'),
      disconnect('gone'),
      moveNodes(['a'], 0, 0),
      setField('a', 'text', 'a'),
      setField('a', 'gone', undefined),
      setName('a', ''),
      setOpenPorts('b', []),
      deleteNodes(['start', 'error', 'gone'], { heal: true }),
      setSettings({ timezone: 'UTC' }),
      placeNodes({}),
    ]
    for (const edit of idle) expect(edit(document)).toBe(document)
  })
})

describe('connecting', () => {
  it('replaces the edge that a port had, under its id', () => {
    const after = connect({ nodeId: 'a', port: '_' }, 'c')(draw())
    expect(after.edges.map(({ id, target }) => [id, target])).toEqual([
      ['e1', 'a'],
      ['e2', 'c'],
      ['e3', 'c'],
    ])
  })

  it('inserts a step into an edge', () => {
    const after = insertOnEdge('e2', { id: 'x', type: 'tts', position: { x: 0, y: 0 }, data: {} }, '_')(draw())
    expect(edgesOf(after)).toEqual(['start.next>a', 'a._>x', 'b._>c', 'x._>b'])
  })
})

describe('deleting', () => {
  it('connects what is before the deleted steps with what is after them', () => {
    expect(edgesOf(deleteNodes(['a', 'b'], { heal: true })(draw()))).toEqual(['start.next>c'])
    expect(edgesOf(deleteNodes(['a'], { heal: false })(draw()))).toEqual(['b._>c'])
  })

  it('never leaves a dangling edge, for any set of deleted steps', () => {
    fc.assert(
      fc.property(anyFlow(), fc.boolean(), fc.nat(), (document, heal, pick) => {
        const known = new Set(document.nodes.map(({ id }) => id))
        const clean = { ...document, edges: document.edges.filter(({ target }) => known.has(target)) }
        const after = deleteNodes(
          clean.nodes.filter((_, index) => (index + pick) % 2 === 0).map(({ id }) => id),
          { heal },
        )(clean)
        const left = new Set(after.nodes.map(({ id }) => id))
        expect(after.edges.every(({ source, target }) => left.has(source) && left.has(target))).toBe(true)
      }),
    )
  })
})

describe('copies', () => {
  it('get fresh ids and keep the connections among themselves', () => {
    const document = draw()
    const { nodes, edges } = copyNodes(document, document.nodes.slice(2, 4), document.edges, { x: 20, y: 20 })
    expect(nodes.map(({ id }) => id)).toEqual(['n5', 'n6'])
    expect(edges).toMatchObject([{ source: 'n5', target: 'n6' }])
    expect(pasteNodes(document.nodes.slice(2, 4), document.edges, { x: 0, y: 0 })(document).nodes).toHaveLength(7)
  })
})

describe('fields', () => {
  it('are set and removed deep inside, lists too', () => {
    const document = flow()
      .step('m', 'input.menu', { choices: [{ digits: '1' }, { digits: '2' }] })
      .build()
    const data = (edit: Command) => edit(document).nodes[2]?.data
    expect(data(setField('m', 'choices.1.label', 'Two'))).toEqual({
      choices: [{ digits: '1' }, { digits: '2', label: 'Two' }],
    })
    expect(data(setField('m', 'choices.0', undefined))).toEqual({ choices: [{ digits: '2' }] })
    expect(data(setField('m', 'prompt.text', 'Hi'))).toEqual({
      choices: [{ digits: '1' }, { digits: '2' }],
      prompt: { text: 'Hi' },
    })
    expect(data(setField('m', 'choices', undefined))).toEqual({})
  })
})

describe('new things', () => {
  it('get ids and names that nothing else has', () => {
    const document = flow().step('n2', 'collect_dtmf', { collection_name: 'digits' }).build()
    expect(newNodeId(document)).toBe('n3')
    expect(newName(document, 'digits')).toBe('digits_2')
    expect(newName(document, 'other')).toBe('other')
    expect(createNode(document, 'tts', { x: 1, y: 2 })).toEqual({
      id: 'n3',
      type: 'tts',
      position: { x: 1, y: 2 },
      data: { text: '' },
    })
  })
})

describe('what ids are called in KAZOO', () => {
  it('stands beside the steps that hold them, and on their cards', () => {
    const named = setEntityNames({ b: 'Ann Bell', c: 'Office', x: 'Nobody' })(draw())
    expect(named.nodes.map(({ id, names }) => [id, names])).toContainEqual(['b', { b: 'Ann Bell' }])
    expect(named.nodes.map(({ id, names }) => [id, names])).toContainEqual(['c', { c: 'Office' }])
    const ring = named.nodes.find(({ id }) => id === 'b')
    expect(ring && summaryOf(ring)).toBe('User Ann Bell, 20 s')
  })

  it('stands at the exits of time rules', () => {
    const [rule, other] = ['4e'.repeat(16), '5f'.repeat(16)]
    const drawn = flow()
      .step('time', 'temporal_route', { rules: [rule, other] })
      .chain('time')
      .build()
    const [node] = setEntityNames({ [rule]: 'Holidays' })(drawn).nodes.filter(({ id }) => id === 'time')
    expect(node && portsOf(node, []).map(({ label }) => label)).toEqual([
      'Rule Holidays',
      'Rule 5f5f…5f5f',
      'Otherwise',
    ])
  })

  it('changes nothing where all is known, and forgets what a step does not hold any more', () => {
    const named = setEntityNames({ b: 'Ann Bell' })(draw())
    expect(setEntityNames({ c: 'c' })(setEntityNames({ b: 'Ann Bell' })(named)).nodes).toHaveLength(named.nodes.length)
    expect(setEntityNames({ b: 'Ann Bell' })(named)).toBe(named)
    const other = setEntityNames({})(setField('b', 'id', 'd')(named))
    expect(other.nodes.find(({ id }) => id === 'b')).not.toHaveProperty('names')
  })
})
