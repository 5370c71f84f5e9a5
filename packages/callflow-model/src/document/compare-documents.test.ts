import { describe, expect, it } from 'vitest'
import { compareDocuments } from './compare-documents.ts'
import { emptyDocument, type FlowDocument } from './flow-document.ts'

const drawn = (): FlowDocument => ({
  ...emptyDocument(),
  nodes: [
    ...emptyDocument().nodes,
    { id: 'hello', type: 'tts', position: { x: 0, y: 100 }, data: { text: 'Hello' } },
    {
      id: 'desk',
      type: 'user',
      position: { x: 0, y: 200 },
      data: { timeout: 30, endpoints: [{ id: 'a' }, { id: 'b' }] },
    },
  ],
  edges: [
    { id: 'e1', source: 'start', sourceHandle: 'next', target: 'hello' },
    { id: 'e2', source: 'hello', sourceHandle: '_', target: 'desk' },
  ],
})
const changed = (change: (document: FlowDocument) => void): FlowDocument => {
  const document = structuredClone(drawn())
  change(document)
  return document
}
const nodeOf = (document: FlowDocument, id: string) => {
  const node = document.nodes.find((candidate) => candidate.id === id)
  if (!node) throw new Error(`no ${id}`)
  return node
}

describe('comparing two documents', () => {
  it('finds nothing in a copy, and counts moved steps without calling them changed', () => {
    const moved = changed((document) => {
      nodeOf(document, 'desk').position = { x: 500, y: 9 }
    })
    expect(compareDocuments(drawn(), drawn()).steps).toEqual([])
    expect(compareDocuments(drawn(), moved)).toMatchObject({ steps: [], moved: 1 })
  })

  it('names the field that changed, down to the place in a list', () => {
    const after = changed((document) => {
      nodeOf(document, 'desk').data = { timeout: 20, endpoints: [{ id: 'a' }, { id: 'c' }] }
    })
    expect(compareDocuments(drawn(), after).steps).toEqual([
      {
        kind: 'changed',
        nodeId: 'desk',
        node: nodeOf(after, 'desk'),
        ports: [],
        fields: [
          { path: 'timeout', before: 30, after: 20 },
          { path: 'endpoints.1.id', before: 'b', after: 'c' },
        ],
      },
    ])
  })

  it('takes a list that grew as one change', () => {
    const after = changed((document) => {
      nodeOf(document, 'desk').data = { timeout: 30, endpoints: [{ id: 'a' }] }
    })
    expect(compareDocuments(drawn(), after).steps[0]?.fields.map(({ path }) => path)).toEqual(['endpoints'])
  })

  it('lists added and removed steps, and the ways that lead elsewhere', () => {
    const after = changed((document) => {
      document.nodes = document.nodes.filter(({ id }) => id !== 'desk')
      document.nodes.push({ id: 'box', type: 'voicemail', position: { x: 0, y: 0 }, data: {} })
      document.edges = document.edges.map((edge) => (edge.id === 'e2' ? { ...edge, target: 'box' } : edge))
    })
    const { steps, addedEdges, removedEdges } = compareDocuments(drawn(), after)
    expect(steps.map(({ kind, nodeId }) => [kind, nodeId])).toEqual([
      ['changed', 'hello'],
      ['added', 'box'],
      ['removed', 'desk'],
    ])
    expect(steps[0]?.ports).toEqual([{ port: '_', before: 'desk', after: 'box' }])
    expect(addedEdges.map(({ target }) => target)).toEqual(['box'])
    expect(removedEdges.map(({ target }) => target)).toEqual(['desk'])
  })

  it('does not care which id an edge has', () => {
    const after = changed((document) => {
      document.edges = document.edges.map((edge) => ({ ...edge, id: `other-${edge.id}` }))
    })
    expect(compareDocuments(drawn(), after)).toEqual({ steps: [], moved: 0, addedEdges: [], removedEdges: [] })
  })
})
