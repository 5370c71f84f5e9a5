import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { badgesOf, cutsByEdge } from './badges.ts'
import { callOrder, outlineOf } from './call-order.ts'
import { createProjection } from './projection.ts'
import { drawRoutes } from './routes.ts'
import { summaryParts } from './summary-parts.ts'

const problem = (nodeId: string | null, severity: 'error' | 'warning' | 'info', short?: string) => ({
  nodeId,
  severity,
  field: null,
  code: 'field.invalid' as const,
  message: 'x',
  ...(short === undefined ? {} : { short }),
})

describe('badges', () => {
  it('count errors and warnings of each step, and say the worst in a few words', () => {
    const badges = badgesOf([
      problem('a', 'warning', 'Mind this'),
      problem('a', 'error', 'The id needs 32 characters'),
      problem('b', 'info'),
      problem(null, 'error'),
    ])
    expect(badges).toEqual({
      a: {
        severity: 'error',
        count: 2,
        errors: 1,
        warnings: 1,
        short: 'The id needs 32 characters',
        isUnreachable: false,
      },
    })
  })

  it('leave out cuts that stand on no edge', () => {
    expect(
      cutsByEdge([
        { edgeId: 'e1', nodeId: 'a', reason: 'join' },
        { edgeId: null, nodeId: 'b', reason: 'asks' },
      ]),
    ).toEqual({ e1: 'join' })
  })
})

describe('the outline', () => {
  const document = flow()
    .step('menu', 'input.menu', { choices: [{ digits: '1' }, { digits: '2' }] })
    .step('a', 'tts')
    .step('b', 'tts')
    .step('lost', 'tts')
    .chain('menu')
    .edge('menu.2', 'b')
    .edge('menu.1', 'a')
    .edge('a', 'menu')
    .build()

  it('follows the call, ports in declared order, what no call reaches last', () => {
    expect(callOrder(document)).toEqual(['start', 'menu', 'a', 'b', 'error', 'lost'])
  })

  it('goes deeper at a choice only, and stops where the call goes back', () => {
    expect(outlineOf(document).map(({ nodeId, depth, isRepeat }) => [nodeId, depth, isRepeat])).toEqual([
      ['start', 0, false],
      ['menu', 0, false],
      ['a', 1, false],
      ['menu', 1, true],
      ['b', 1, false],
      ['error', 0, false],
      ['lost', 0, false],
    ])
  })
})

describe('the projection', () => {
  it('keeps the very objects of what did not change', () => {
    const document = flow().step('a', 'tts').step('b', 'tts').chain('a', 'b').build()
    const projection = createProjection()
    const draw = (selected: string[]) => ({
      nodes: projection.nodes(document, drawing, new Set(selected), null, () => 'x'),
      edges: projection.edges(document, drawing, null, new Set(), () => 'x'),
    })
    const drawing = drawRoutes(document)
    const before = draw([])
    const after = draw(['a'])
    const same = after.nodes.filter((node, index) => node === before.nodes[index]).map(({ id }) => id)
    expect(same).toEqual(['start', 'error', 'b'])
    expect(after.edges).toEqual(before.edges)
    expect(after.edges.every((edge, index) => edge === before.edges[index])).toBe(true)
  })
})

describe('the line on a card', () => {
  it('shows values as pieces of their own, without braces, filters and `vars.`', () => {
    expect(summaryParts('“Hello {{ caller.name | upcase }}, {{vars.day}}”')).toEqual([
      { kind: 'text', text: '“Hello ' },
      { kind: 'value', text: 'caller.name' },
      { kind: 'text', text: ', ' },
      { kind: 'value', text: 'day' },
      { kind: 'text', text: '”' },
    ])
  })
})
