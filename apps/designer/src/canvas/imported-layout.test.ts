/** The layout of an import is made by the model, which knows cards only roughly: here they have the measures they are drawn with. */
import { importCallflow, nodeTypes } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { boxesOf } from './boxes-of.ts'

interface Module {
  module: string
  data: Record<string, unknown>
  children: Record<string, Module>
}

const TYPES = nodeTypes.flatMap(({ kind, type }) => (kind === 'kazoo' ? [type] : []))
const KEYS = ['_', '1', '2', '#', 'timeout', 'a key of many words', '+14155550100', 'invalid']

/** Any tree, the same one for the same seed. */
function tree(seed: number, count: number): Module {
  let at = seed
  const random = (below: number) => {
    at = (at * 16_807) % 2_147_483_647
    return at % below
  }
  const made: Module[] = []
  while (made.length < count) {
    const text = 'Some words. '.repeat(random(12))
    const module = { module: TYPES[random(TYPES.length)] ?? '', data: { text }, children: {} }
    const parent = made[random(made.length || 1)]
    if (parent) parent.children[KEYS[random(KEYS.length)] ?? '_'] = module
    made.push(module)
  }
  return made[0] as Module
}

describe('an imported callflow', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('has no card over another, with any content (%i)', (seed) => {
    const result = importCallflow(tree(seed * 7919, 150))
    if (!result.ok) throw new Error('not drawn')
    const boxes = boxesOf(result.value)
    for (const [index, a] of boxes.entries())
      for (const b of boxes.slice(index + 1)) {
        const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
        expect(isApart, `${JSON.stringify(a)} ${JSON.stringify(b)}`).toBe(true)
      }
  })
})
