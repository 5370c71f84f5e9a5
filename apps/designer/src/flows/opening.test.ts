import { emptyDocument, type FlowDocument } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { openingOf } from './opening.ts'

const tts = (id: string) => ({ id, type: 'tts', position: { x: 0, y: 0 }, data: {} })
const edge = (source: string, target: string) => ({ id: `${source}-${target}`, source, sourceHandle: '_', target })

describe('the beginning of a flow', () => {
  it('is the start, the first step and where it leads; no fallback, no later steps', () => {
    const flow: FlowDocument = {
      ...emptyDocument(),
      nodes: [...emptyDocument().nodes, tts('a'), tts('b'), tts('c'), tts('d')],
      edges: [edge('start', 'a'), edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('error', 'd')],
    }
    const opening = openingOf(flow)
    expect(opening.nodes.map(({ id }) => id)).toEqual(['start', 'a', 'b', 'c'])
    expect(opening.edges.map(({ id }) => id)).toEqual(['start-a', 'a-b', 'a-c'])
  })
})
