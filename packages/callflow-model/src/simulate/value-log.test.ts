import { expect, it } from 'vitest'
import type { PreviewEvent } from '../api/index.ts'
import { sampleCallSchema } from '../api/preview.ts'
import { prepareFlow } from '../compile/prepare-flow.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import type { Continuation } from '../evaluate/answer.ts'
import { answerCall } from '../evaluate/answer-call.ts'
import { parseCallFacts } from '../kazoo/call-facts.ts'
import { finish } from '../slices.ts'
import { NOW } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { createListedCaller } from './listed-caller.ts'
import { simulateCall } from './simulate-call.ts'

const main = flow()
  .variable({ name: 'plan', type: 'string', default: 'none' })
  .step('set', 'logic.set', { assignments: [{ name: 'a', value: '1' }] })
  .step('sub', 'flow.call', {
    flowId: 'sub',
    inputs: [{ name: 'x', value: '{{ vars.a }}' }],
    outputs: [{ name: 'a', from: 'b' }],
  })
  .step('hi', 'tts', { text: 'Hi' })
  .step('vip', 'set_variables', { custom_application_vars: { vip: 'yes' } })
  .step('menu', 'input.menu', {
    prompt: { type: 'tts', text: 'Press 1' },
    choices: [{ digits: '1', label: 'Sales' }],
    attempts: 1,
    timeoutMs: 5000,
    interdigitTimeoutMs: 2000,
  })
  .step('note', 'logic.set', { assignments: [{ name: 'a', value: '{{ custom.vip }}' }] })
  .step('bye', 'tts', { text: 'Bye' })
  .chain('set', 'sub', 'hi', 'vip', 'menu')
  .edge('menu.1', 'note')
  .edge('note', 'bye')
  .build()
const sub = flow()
  .step('inside', 'logic.set', { assignments: [{ name: 'b', value: '2' }] })
  .chain('inside')
  .build()

/** A call in which changes are told, against the evaluator. */
async function play(documents: Record<string, FlowDocument>, digits: string): Promise<readonly PreviewEvent[]> {
  const flows = new Map(
    Object.entries(documents).map(([flowId, document]) => [
      flowId,
      { flowId, version: 1, flow: finish(prepareFlow(document)).flow },
    ]),
  )
  const sealed: Continuation[] = []
  const { events } = await simulateCall({
    call: sampleCallSchema.parse({ custom: { crm: '7' } }),
    does: [],
    caller: createListedCaller([{ digits }]),
    tellsChanges: true,
    startedAt: NOW,
    voiceUrl: 'https://studio.example/pivot/key',
    ask: async ({ url, params }) => {
      const continuation = url.endsWith('/key') ? null : (sealed[Number(url.split('/').at(-1))] ?? null)
      const start = flows.get(continuation?.flowId ?? 'main')
      if (!start) throw new Error('no flow')
      const answer = await answerCall({
        start,
        epoch: 1,
        facts: parseCallFacts(params),
        continuation,
        now: NOW,
        seal: (state) => `https://studio.example/pivot/key/${sealed.push(state) - 1}`,
        resolve: (id) => flows.get(id) ?? null,
        keepsStates: true,
      })
      const { contentType, body, trace: nodes, modules, variables, states } = answer
      return { status: 200, contentType, body, tookMs: 0, nodes, modules, variables, ...(states ? { states } : {}) }
    },
  })
  return events
}

it('each line says which values are new, and where they come from', async () => {
  const events = await play({ main, sub }, '1')
  const told = events.flatMap(({ kind, nodeId, flowId, changes = [] }) =>
    changes.map(({ name, value, by, nodeId: from }) => [kind, nodeId, flowId, name, value, by, from]),
  )
  expect(told).toEqual([
    ['request', null, undefined, 'caller.number', '+14155550100', 'caller', null],
    ['request', null, undefined, 'caller.name', 'Mobile caller', 'caller', null],
    ['request', null, undefined, 'call.to', '+14155550142', 'caller', null],
    ['request', null, undefined, 'custom.crm', '7', 'caller', null],
    ['request', null, undefined, 'vars.plan', 'none', 'default', null],
    ['step', 'set', undefined, 'vars.a', '1', 'step', 'set'],
    ['step', 'inside', 'sub', 'vars.x', '1', 'step', 'sub'],
    ['step', 'inside', 'sub', 'vars.b', '2', 'step', 'inside'],
    ['speech', 'hi', undefined, 'vars.a', '2', 'step', 'sub'],
    ['request', null, undefined, 'digits.menu_1', '1', 'keys', 'menu'],
    ['request', null, undefined, 'custom.vip', 'yes', 'step', 'vip'],
    ['step', 'note', undefined, 'vars.a', 'yes', 'step', 'note'],
  ])
})
