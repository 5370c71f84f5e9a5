import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { coverageView, missedPlaces } from './coverage-view.ts'

const drawing = flow()
  .step('known', 'logic.condition', { combine: 'all', rules: [] }, { name: 'Known caller?' })
  .step('ring', 'user', { id: 'a' })
  .step('box', 'voicemail', { id: 'b' }, { name: 'Office mailbox' })
  .chain('known')
  .edge('known.true', 'ring')
  .edge('ring', 'box')
  .build()

const coverage = {
  steps: { reached: 2, all: 3 },
  exits: { reached: 2, all: 4 },
  missedSteps: ['box'],
  missedExits: [
    { nodeId: 'known', port: 'false' },
    { nodeId: 'ring', port: '_' },
  ],
}

it('marks steps, connections and open exits that no test gets to', () => {
  const { steps, edges, openPorts } = coverageView(drawing, coverage)
  expect(steps).toEqual({ box: true })
  expect(Object.keys(edges)).toEqual([drawing.edges.find(({ source }) => source === 'ring')?.id])
  expect(openPorts).toEqual({ 'known false': true })
})

it('lists them, and a step that is not reached once, without its exits', () => {
  expect(missedPlaces(drawing, coverage)).toMatchObject([
    { nodeId: 'known', title: 'Known caller?', exit: 'No' },
    { nodeId: 'ring' },
    { nodeId: 'box', title: 'Office mailbox', exit: null },
  ])
})
