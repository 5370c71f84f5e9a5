import { describe, expect, it } from 'vitest'
import { emptyDocument } from './flow-document.ts'
import { readDocument } from './read-document.ts'

const step = (id: string, data: Record<string, unknown> = {}) => ({
  id,
  type: 'tts',
  position: { x: 0, y: 0 },
  data,
})
const nested = (depth: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = [value]
  return value
}
const refusalOf = (change: Record<string, unknown>) => {
  const read = readDocument({ ...emptyDocument(), ...change })
  return read.ok ? null : read.diagnostics.map(({ code, nodeId, message }) => [code, nodeId, message])
}

describe('a document that is too large', () => {
  it.each([
    ['too many steps', { nodes: Array.from({ length: 5_501 }, (_, n) => step(`n${n}`)) }, null, /at most 5,500 steps/],
    ['too many connections', { edges: Array.from({ length: 20_001 }, () => ({})) }, null, /at most 20,000 connections/],
    ['malformed steps without end', { nodes: Array.from({ length: 100_000 }, () => []) }, null, /at most 5,500 steps/],
    ['a text without end', { nodes: [step('a', { text: 'x'.repeat(100_001) })] }, 'a', /at most 100,000 characters/],
    ['data within data', { nodes: [step('a', { a: nested(4_000) })] }, 'a', /more than 100 deep/],
    [
      'values without end',
      { nodes: [step('a'), step('b', { a: Array.from({ length: 900 }, () => Array(900).fill(1)) })] },
      'b',
      /at most 500,000 values/,
    ],
    ['a list without end', { nodes: [step('a', { a: Array(1001).fill(1) })] }, 'a', /at most 1,000 entries/],
    ['the same in settings', { settings: { odd: nested(100_000) } }, null, /more than 100 deep/],
  ])('is refused at the place: %s', (_, change, nodeId, message) => {
    expect(refusalOf(change)).toEqual([['document.too-large', nodeId, expect.stringMatching(message)]])
  })

  it('is none of what people draw', () => {
    expect(refusalOf({ nodes: Array.from({ length: 5_000 }, (_, n) => step(`n${n}`, { text: 'Hello' })) })).toBeNull()
    expect(refusalOf({ nodes: [step('a', { a: nested(90), text: 'x'.repeat(100_000) })] })).toBeNull()
  })
})
