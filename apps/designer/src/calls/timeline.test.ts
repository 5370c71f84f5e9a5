import { emptyDocument, type FlowDocument } from '@callflow-studio/model'
import type { CallRequestDetail } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { timelineOf } from './timeline.ts'

const step = (id: string, type: string, name: string) => ({ id, type, name, position: { x: 0, y: 0 }, data: {} })
const drawing: FlowDocument = {
  ...emptyDocument(),
  nodes: [
    step('menu', 'input.menu', 'Main menu'),
    step('desk', 'user', 'Front desk'),
    step('box', 'voicemail', 'Mailbox'),
  ],
}
const request = (more: object): CallRequestDetail =>
  ({ tookMs: 4, askedFor: null, nodes: [], request: { params: {} }, ...more }) as unknown as CallRequestDetail

describe('the timeline of a call', () => {
  const { entries, ticks } = timelineOf(drawing, [
    request({
      at: '2026-01-01T09:41:22.000Z',
      nodes: [{ nodeId: 'menu', kind: 'asks', from: -1, port: null }],
    }),
    request({
      at: '2026-01-01T09:41:29.000Z',
      askedFor: 'menu',
      request: { params: { Digits: { menu_1: '1' } } },
      nodes: [
        { nodeId: 'menu', kind: 'ran', from: -1, port: null },
        { nodeId: 'desk', kind: 'sent', from: 0, port: '1' },
        { nodeId: 'box', kind: 'sent', from: 1, port: '_' },
      ],
    }),
  ])

  it('says what KAZOO did between two requests, and which key came back', () => {
    expect(entries[0]).toEqual({ atMs: 0, place: 0, tookMs: 4, steps: ['Main menu'], pressed: '1', cameBack: true })
  })

  it('lists what the last answer held, of which KAZOO reports nothing', () => {
    expect(entries[1]).toMatchObject({ atMs: 7000, steps: ['Front desk', 'Mailbox'], cameBack: false })
  })

  it('names the question that KAZOO is busy with while it has not come back', () => {
    const asking = request({
      at: '2026-01-01T09:41:22.000Z',
      nodes: [{ nodeId: 'menu', kind: 'asks', from: -1, port: null }],
    })
    expect(timelineOf(drawing, [asking]).entries[0]).toMatchObject({ steps: ['Main menu'], cameBack: false })
  })

  it('keeps requests apart that came at almost the same time', () => {
    const at = '2026-01-01T09:41:22.000Z'
    const [first, second] = timelineOf(drawing, [request({ at }), request({ at })]).entries
    expect((second?.place ?? 0) - (first?.place ?? 0)).toBeGreaterThan(0.05)
  })

  it('has an axis with room behind the last request', () => {
    expect(ticks).toEqual([0, 5, 10, 15])
  })
})
