import { emptyDocument, type FlowDocument } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { type Choice, freeKeys, rekeyChoice, removeChoice, usedTwice } from './choices.ts'

function menu(choices: Choice[], ...connected: string[]): FlowDocument {
  return {
    ...emptyDocument(),
    nodes: [
      { id: 'menu', type: 'input.menu', position: { x: 0, y: 0 }, data: { choices } },
      ...connected.map((key) => ({ id: `to${key}`, type: 'tts', position: { x: 0, y: 0 }, data: { text: 'Hello' } })),
    ],
    edges: connected.map((key) => ({ id: `e${key}`, source: 'menu', sourceHandle: key, target: `to${key}` })),
  }
}
const edgesOf = (document: FlowDocument) =>
  Object.fromEntries(document.edges.map((edge) => [edge.sourceHandle, edge.target]))
const choicesIn = (document: FlowDocument) => (document.nodes[0]?.data.choices ?? []) as Choice[]
const keys = (document: FlowDocument) => choicesIn(document).map(({ digits }) => digits)

describe('the key of a choice', () => {
  it('takes its connection along when it changes', () => {
    const changed = rekeyChoice('menu', 'choices', 0, '7')(menu([{ digits: '1' }, { digits: '2' }], '1', '2'))
    expect(keys(changed)).toEqual(['7', '2'])
    expect(edgesOf(changed)).toEqual({ 7: 'to1', 2: 'to2' })
  })

  it('finds its connection again after it was the same as another one', () => {
    const before = menu([{ digits: '1' }, { digits: '2' }], '1', '2')
    const twice = rekeyChoice('menu', 'choices', 1, '1')(before)
    expect(usedTwice(choicesIn(twice))).toEqual([0, 1])
    expect(edgesOf(twice)).toEqual(edgesOf(before))
    expect(edgesOf(rekeyChoice('menu', 'choices', 1, '5')(twice))).toEqual({ 1: 'to1', 5: 'to2' })
  })

  it('changes nothing where it stays the same', () => {
    const before = menu([{ digits: '1' }])
    expect(rekeyChoice('menu', 'choices', 0, '1')(before)).toBe(before)
  })

  it('is offered from those that are free', () => {
    expect(freeKeys([{ digits: '1' }, { digits: '#' }])).toEqual(['2', '3', '4', '5', '6', '7', '8', '9', '0', '*'])
  })
})

describe('removing a choice', () => {
  it('removes its connection with it', () => {
    const changed = removeChoice('menu', 'choices', 0)(menu([{ digits: '1' }, { digits: '2' }], '1', '2'))
    expect(keys(changed)).toEqual(['2'])
    expect(edgesOf(changed)).toEqual({ 2: 'to2' })
  })

  it('leaves the connection to the other choice with the same key', () => {
    const changed = removeChoice('menu', 'choices', 1)(menu([{ digits: '1' }, { digits: '1' }], '1'))
    expect(edgesOf(changed)).toEqual({ 1: 'to1' })
  })
})
