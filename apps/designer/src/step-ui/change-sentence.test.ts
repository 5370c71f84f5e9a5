import { compareDocuments, emptyDocument, type FlowDocument } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { differencesOf } from './change-sentence.ts'

const drawn = (timeout: number, target: string): FlowDocument => ({
  ...emptyDocument(),
  nodes: [
    { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
    { id: 'desk', type: 'user', name: 'Front desk', position: { x: 0, y: 0 }, data: { id: 'a', timeout } },
    { id: 'box', type: 'voicemail', name: 'Mailbox', position: { x: 0, y: 0 }, data: {} },
    { id: 'bye', type: 'hangup', position: { x: 0, y: 0 }, data: {} },
  ],
  edges: [{ id: 'e', source: 'desk', sourceHandle: '_', target }],
})

describe('the sentence of a change', () => {
  it('says how a field was and is, and where a port led and leads', () => {
    const [before, after] = [drawn(30, 'box'), drawn(20, 'bye')]
    const change = compareDocuments(before, after).steps[0]
    expect(change && differencesOf(change, before, after)).toEqual([
      { label: 'Ring for', port: null, before: '30 s', after: '20 s', isEntry: false },
      { label: null, port: 'Not answered', before: 'Mailbox', after: 'Hang up', isEntry: false },
    ])
  })
})
