import { expect, it } from 'vitest'
import { prepareFlow } from '../compile/prepare-flow.ts'
import { parseCallFacts } from '../kazoo/call-facts.ts'
import { finish } from '../slices.ts'
import { NOW, SAMPLE_PARAMS } from '../testing/answers.ts'
import { atOnce } from '../testing/at-once.ts'
import { flow } from '../testing/flow-builder.ts'
import { answerCall } from './answer-call.ts'

const main = flow()
  .step('set', 'logic.set', { assignments: [{ name: 'a', value: '1' }] })
  .step('sub', 'flow.call', { flowId: 'sub', inputs: [], outputs: [{ name: 'a', from: 'b' }] })
  .step('hi', 'tts', { text: 'Hi' })
  .step('after', 'logic.set', { assignments: [{ name: 'a', value: '3' }] })
  .step('bye', 'tts', { text: '{{ vars.a }}' })
  .chain('set', 'sub', 'hi', 'after', 'bye')
  .build()
const sub = flow()
  .step('inside', 'logic.set', { assignments: [{ name: 'b', value: '2' }] })
  .chain('inside')
  .build()
const flows = new Map(
  Object.entries({ main, sub }).map(([flowId, document]) => [
    flowId,
    { flowId, version: 1, flow: finish(prepareFlow(document)).flow },
  ]),
)

const answer = (keepsStates: boolean) => {
  const start = flows.get('main')
  if (!start) throw new Error('no flow')
  return atOnce(
    answerCall({
      start,
      epoch: 1,
      facts: parseCallFacts(SAMPLE_PARAMS),
      continuation: null,
      now: NOW,
      seal: () => 'https://studio.example/pivot/key/token',
      resolve: (id) => flows.get(id) ?? null,
      keepsStates,
    }),
  )
}

it('an answer tells the variables at each step of each flow, where that is asked for', () => {
  const { trace, states } = answer(true)
  expect(trace.map(({ nodeId }, index) => [nodeId, states?.[index]?.flowId, states?.[index]?.variables])).toEqual([
    ['start', 'main', {}],
    ['set', 'main', { a: '1' }],
    ['sub', 'main', { a: '1' }],
    ['start', 'sub', {}],
    ['inside', 'sub', { b: '2' }],
    ['hi', 'main', { a: '2' }],
    ['after', 'main', { a: '3' }],
    ['bye', 'main', { a: '3' }],
  ])
  expect(answer(false).states).toBeNull()
})
