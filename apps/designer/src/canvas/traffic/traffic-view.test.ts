import type { Traffic } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { thicknessOf, trafficView } from './traffic-view.ts'

const drawing = flow()
  .step('known', 'logic.condition', { combine: 'all', rules: [] })
  .step('ring', 'user', { id: 'a' })
  .step('box', 'voicemail', { id: 'b' })
  .step('bye', 'tts', { text: 'Bye.' })
  .chain('known')
  .edge('known.true', 'ring')
  .edge('known.false', 'bye')
  .edge('ring', 'box')
  .build()

const step = (nodeId: string, more: Partial<Traffic['steps'][number]>) => ({
  nodeId,
  calls: 0,
  unreported: 0,
  ended: 0,
  errors: 0,
  ms: 0,
  ...more,
})

it('tells exits that calls took, never took, and of which KAZOO does not tell', () => {
  const { edges } = trafficView(drawing, {
    calls: 40,
    failed: 0,
    steps: [step('known', { calls: 40 }), step('ring', { unreported: 10 })],
    exits: [{ nodeId: 'known', port: 'true', calls: 10 }],
  })
  const of = (source: string, port?: string) =>
    edges[drawing.edges.find((edge) => edge.source === source && (!port || edge.sourceHandle === port))?.id ?? '']
  expect(of('start')).toEqual({ calls: 40, share: 1, state: 'taken' })
  expect(of('known', 'true')).toEqual({ calls: 10, share: 0.25, state: 'taken' })
  expect(of('known', 'false')).toMatchObject({ calls: 0, state: 'never' })
  expect(of('ring')).toMatchObject({ calls: 0, state: 'unknown' })
})

it('is thicker where more calls go', () => {
  const widths = [1, 0.25, 0.01].map((share) => thicknessOf({ calls: 1, share, state: 'taken' }))
  expect(widths).toEqual([...widths].sort((a, b) => b - a))
  expect(thicknessOf({ calls: 0, share: 0, state: 'never' })).toBeLessThan(widths[2] ?? 0)
})

it('knows nothing of a flow without calls', () => {
  const { edges } = trafficView(drawing, { calls: 0, failed: 0, steps: [], exits: [] })
  expect(Object.values(edges).every(({ calls, share }) => calls === 0 && share === 0)).toBe(true)
})
