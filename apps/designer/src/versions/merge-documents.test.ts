import { compareDocuments, emptyDocument, type FlowDocument } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { mergeDocuments } from './merge-documents.ts'

const drawn = (type: string, id: string): FlowDocument => ({
  ...emptyDocument(),
  nodes: [...emptyDocument().nodes, { id, type, position: { x: 0, y: 90 }, data: {} }],
  edges: [{ id: 'e1', source: 'start', sourceHandle: 'next', target: id }],
})

describe('two states in one drawing', () => {
  it('keeps removed steps and ways beside the new ones, each marked', () => {
    const [before, after] = [drawn('hangup', 'bye'), drawn('tts', 'hello')]
    const { document, compared } = mergeDocuments(compareDocuments(before, after), after)
    expect(document.nodes.map(({ id }) => id)).toEqual(['start', 'error', 'hello', 'bye'])
    expect(document.edges.map(({ id, target }) => [id, target])).toEqual([
      ['e1', 'hello'],
      ['removed e1', 'bye'],
    ])
    expect(compared).toEqual({ added: ['hello', 'e1'], changed: ['start'], removed: ['bye', 'removed e1'] })
  })
})
