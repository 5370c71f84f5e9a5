import type { FlowDocument } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { removeRule, renameRule } from './time-rules.ts'

const document = (rules: string[], ports: string[]) =>
  ({
    nodes: [{ id: 'n', type: 'temporal_route', data: { rules }, position: { x: 0, y: 0 } }],
    edges: ports.map((port) => ({ id: port, source: 'n', sourceHandle: port, target: `to-${port}` })),
  }) as unknown as FlowDocument
const edgesOf = ({ edges }: FlowDocument) => edges.map(({ sourceHandle, target }) => `${sourceHandle} ${target}`)
const rules = ({ nodes }: FlowDocument) => nodes[0]?.data.rules

describe('time rules and their exits', () => {
  it('take their connection along to another id', () => {
    const after = renameRule('n', 'rules', 0, 'b')(document(['a'], ['a', '_']))
    expect([rules(after), edgesOf(after)]).toEqual([['b'], ['b to-a', '_ to-_']])
  })

  it('leave it where another entry has the id, or the new exit is connected already', () => {
    expect(edgesOf(renameRule('n', 'rules', 0, 'b')(document(['a', 'a'], ['a'])))).toEqual(['a to-a'])
    expect(edgesOf(renameRule('n', 'rules', 0, 'b')(document(['a'], ['a', 'b'])))).toEqual(['a to-a', 'b to-b'])
  })

  it('go together with their connection', () => {
    const after = removeRule('n', 'rules', 0)(document(['a', 'b'], ['a', 'b']))
    expect([rules(after), edgesOf(after)]).toEqual([['b'], ['b to-b']])
  })
})
