import { emptyDocument, type FlowDocument } from '@callflow-studio/model'
import type { CallRequestDetail, TraceEntry } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { callPath } from './call-path.ts'

const step = (id: string, type: string) => ({ id, type, position: { x: 0, y: 0 }, data: {} })
const edge = (source: string, sourceHandle: string, target: string) => ({
  id: `${source}.${sourceHandle}`,
  source,
  sourceHandle,
  target,
})
/** start → hours? → menu (asks) → 1: desk → mailbox, 2: bye */
const drawing: FlowDocument = {
  ...emptyDocument(),
  nodes: [
    step('start', 'start'),
    step('hours', 'logic.condition'),
    step('menu', 'input.menu'),
    step('desk', 'user'),
    step('box', 'voicemail'),
    step('bye', 'hangup'),
  ],
  edges: [
    edge('start', 'next', 'hours'),
    edge('hours', 'true', 'menu'),
    edge('menu', '1', 'desk'),
    edge('desk', '_', 'box'),
    edge('menu', '2', 'bye'),
  ],
}
const entry = (nodeId: string, kind: TraceEntry['kind'], from: number, port: string | null): TraceEntry => ({
  nodeId,
  kind,
  from,
  port,
})
const request = (askedFor: string | null, nodes: TraceEntry[]) => ({ askedFor, nodes }) as unknown as CallRequestDetail

const first = request(null, [entry('hours', 'ran', -1, null), entry('menu', 'asks', 0, 'true')])
const second = request('menu', [
  entry('menu', 'ran', -1, null),
  entry('desk', 'sent', 0, '1'),
  entry('box', 'sent', 1, '_'),
])

describe('the way of a real call', () => {
  it('is known up to where the studio decided; what was sent is only sent', () => {
    expect(callPath(drawing, [first])).toMatchObject({
      steps: { start: 1, hours: 2 },
      edges: ['start.next', 'hours.true'].slice(0, 1),
      sentNodes: ['menu'],
      sentEdges: ['hours.true'],
    })
  })

  it('becomes known when KAZOO comes back', () => {
    expect(callPath(drawing, [first, second])).toEqual({
      steps: { start: 1, hours: 2, menu: 3 },
      edges: ['start.next', 'hours.true'],
      sentNodes: ['desk', 'box'],
      sentEdges: ['menu.1', 'desk._'],
      now: null,
    })
  })

  it('never claims that a branch was taken from which KAZOO did not come back', () => {
    const branching = request(null, [
      entry('desk', 'sent', -1, null),
      entry('box', 'asks', 0, '_'),
      entry('bye', 'asks', 0, 'USER_BUSY'),
    ])
    expect(callPath(drawing, [branching, request('box', [entry('box', 'sent', -1, null)])]).steps).toEqual({
      start: 1,
      desk: 2,
      box: 3,
    })
  })
})
