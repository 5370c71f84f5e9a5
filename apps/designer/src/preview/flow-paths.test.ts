import { compile, emptyDocument, type FlowDocument, reportPaths } from '@callflow-studio/model'
import type { FlowPath } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { createPathReader, highlightPath, mostRequestsFirst } from './flow-paths.ts'

const step = (id: string, type: string, data: Record<string, unknown> = {}, name = id) => ({
  id,
  type,
  data,
  name,
  position: { x: 0, y: 0 },
})
const edge = (source: string, sourceHandle: string, target: string) => ({
  id: `${source}.${sourceHandle}`,
  source,
  sourceHandle,
  target,
})
const user = { id: `${'0'.repeat(31)}a` }
const menu = {
  prompt: { type: 'tts', text: 'Press 1.' },
  choices: [
    { digits: '1', label: 'Sales' },
    { digits: '2', label: '' },
  ],
  attempts: 3,
  timeoutMs: 3000,
}
const lookUp = {
  method: 'GET',
  url: 'http://crm.example/',
  headers: [],
  body: { type: 'none' },
  timeoutMs: 1,
  assign: [],
}
const document: FlowDocument = {
  ...emptyDocument(),
  nodes: [
    step('start', 'start'),
    step('Hello', 'tts', { text: 'Hello' }),
    step('Find', 'data.http', lookUp),
    step('Menu', 'input.menu', menu),
    step('Sales', 'user', user),
    step('Sorry', 'tts', { text: 'Sorry' }),
  ],
  edges: [
    edge('start', 'next', 'Hello'),
    edge('Hello', '_', 'Find'),
    edge('Find', 'success', 'Menu'),
    edge('Menu', '1', 'Sales'),
    edge('Menu', '2', 'Sorry'),
    edge('Sorry', '_', 'Menu'),
  ],
}
const compiled = compile(document)
const paths = reportPaths(compiled.flow).paths as readonly FlowPath[]
const reader = createPathReader(document)
const inWords = (path: FlowPath) =>
  reader
    .steps(path)
    .flatMap(({ title, key, exit }) => [title, [key, exit].filter(Boolean).join(' ')])
    .filter((word) => word !== '')
    .join(' → ')
const pathOf = (words: string) => {
  const path = paths.find((each) => inWords(each) === words)
  if (!path) throw new Error(`no such path among\n${paths.map(inWords).join('\n')}`)
  return path
}

describe('a path in words', () => {
  it('names steps and paths out, keys as keys, and leaves out what says nothing', () => {
    expect(paths.map(inWords)).toContain('Hello → Find → Success → Menu → 1 Sales → Sales')
  })

  it('is short where the call ends at once', () => {
    const bare = reportPaths(compile({ ...document, edges: [] }).flow).paths as readonly FlowPath[]
    expect(bare.map((path) => createPathReader(document).steps(path))).toEqual(bare.map(() => []))
  })

  it('says how much lies in a sub-flow, whose steps are not drawn here', () => {
    const at = (nodeId: string, flowId: string | null) => ({ flowId, nodeId, port: flowId === null ? '_' : null })
    const path: FlowPath = {
      steps: [at('Hello', null), at('x', 'other'), at('y', 'other'), at('Sorry', null)],
      requests: { least: 2, most: 2 },
      cuts: [{ nodeId: 'y', reason: 'join' }],
      backTo: null,
    }
    expect(reader.steps(path).map(({ title, inside }) => [title, inside])).toEqual([
      ['Hello', 2],
      ['Sorry', 0],
    ])
    expect(reader.reasons(path)).toEqual([{ kind: 'cut', nodeId: 'y', title: null, reason: 'join' }])
    expect(highlightPath(document, path).steps).toEqual({ Hello: 1, Sorry: 2 })
  })
})

describe('why KAZOO asks', () => {
  it('is told in the order of the call', () => {
    expect(reader.reasons(pathOf('Hello → Find → Success → Menu → 1 Sales → Sales'))).toEqual([
      { kind: 'cut', nodeId: 'Find', title: 'Find', reason: 'look-up' },
      { kind: 'asks', nodeId: 'Menu', title: 'Menu', upTo: 3 },
    ])
  })

  it('is told where a call may loop', () => {
    const round = paths.find(({ backTo }) => backTo === 'Menu')
    expect(round && reader.reasons(round).map(({ kind, nodeId }) => [kind, nodeId])).toEqual([
      ['cut', 'Find'],
      ['asks', 'Menu'],
      ['loop', 'Menu'],
    ])
  })
})

describe('the list', () => {
  it('begins with what has no bound, then with the most requests', () => {
    const path = (least: number, most: number | null): FlowPath => ({
      steps: [],
      requests: { least, most },
      cuts: [],
      backTo: null,
    })
    const given = [path(1, 1), path(2, 5), path(1, null), path(3, 5), path(4, null)]
    expect(mostRequestsFirst(given).map(({ requests: { least, most } }) => [least, most])).toEqual([
      [4, null],
      [1, null],
      [3, 5],
      [2, 5],
      [1, 1],
    ])
  })
})

describe('a path on the canvas', () => {
  it('lights its steps in turn, and the edges between them', () => {
    const highlight = highlightPath(document, pathOf('Hello → Find → Success → Menu → 1 Sales → Sales'))
    expect(highlight.steps).toEqual({ start: 1, Hello: 2, Find: 3, Menu: 4, Sales: 5 })
    expect(highlight.edges).toEqual(['start.next', 'Hello._', 'Find.success', 'Menu.1'])
  })

  it('lights the edge that goes back too', () => {
    const round = paths.find(({ backTo }) => backTo === 'Menu')
    expect(round && highlightPath(document, round).edges).toContain('Sorry._')
  })
})
