import { expect, it } from 'vitest'
import type { FlowDocument } from '../document/flow-document.ts'
import { prepareTestedFlow, type TestedFlow } from '../scenario/tested-flow.ts'
import { flow } from '../testing/flow-builder.ts'
import { logCall } from '../testing/log-call.ts'
import { createGroups, pathsOf } from './group-calls.ts'
import { compareOnDraft, NO_BEGINNING } from './replay-calls.ts'

const testedOf = (document: FlowDocument): TestedFlow => prepareTestedFlow({ id: 'main', name: 'Shop', document })

/** @param target where 1 leads to */
const shop = (target = 'sales', greeting = 'Welcome.') =>
  flow()
    .step('hi', 'tts', { text: greeting }, { name: 'Greeting' })
    .step(
      'menu',
      'input.menu',
      {
        prompt: { type: 'tts', text: 'Press 1.' },
        choices: [{ digits: '1', label: 'Sales' }],
        attempts: 2,
        timeoutMs: 5000,
        interdigitTimeoutMs: 2000,
      },
      { name: 'Main menu' },
    )
    .step('sales', 'user', { id: '0'.repeat(32), timeout: 20 }, { name: 'Sales' })
    .step('support', 'user', { id: '1'.repeat(32), timeout: 20 }, { name: 'Support' })
    .step('box', 'voicemail', { id: '0'.repeat(32) }, { name: 'Office mailbox' })
    .edge('start', 'hi')
    .edge('hi', 'menu')
    .edge('menu.1', target)
    .edge('menu.timeout', 'box')
    .edge('sales', 'box')

const version = testedOf(shop().build())
const compare = async (draft: FlowDocument, does: Parameters<typeof logCall>[1]) => {
  const { requests } = await logCall(version, does)
  const compared = await compareOnDraft(version, testedOf(draft), requests)
  if (typeof compared === 'string') throw new Error(compared)
  return compared
}

it('a call on the same document has no difference', async () => {
  for (const does of [[], [{ digits: '1' }], [{ digits: '' }, { digits: '' }]])
    expect(await compare(shop().build(), { does })).toMatchObject({ difference: null, missing: null })
})

it('a caller who is led elsewhere: the step, what happened then and now, and both paths', async () => {
  const { difference, before, after } = await compare(shop('support').build(), { does: [{ digits: '1' }] })
  expect(difference).toEqual({
    nodeId: 'menu',
    title: 'Main menu',
    before: 'Rings Sales',
    after: 'Rings Support',
    isElsewhere: true,
  })
  expect(before.steps.map(({ title, exit }) => [title, exit])).toEqual([
    ['Greeting', null],
    ['Main menu', 'Sales'],
    ['Sales', null],
  ])
  expect(after.steps.at(-1)?.title).toBe('Support')
})

it('steps of the same title are told apart by what they do', async () => {
  const unnamed = (document: FlowDocument): FlowDocument => ({
    ...document,
    nodes: document.nodes.map(({ name, ...node }) =>
      node.type === 'user' ? node : { ...node, ...(name ? { name } : {}) },
    ),
  })
  const before = testedOf(unnamed(shop().build()))
  const { requests } = await logCall(before, { does: [{ digits: '1' }] })
  const compared = await compareOnDraft(before, testedOf(unnamed(shop('support').build())), requests)
  expect(compared).toMatchObject({
    difference: { before: 'Ring a user: User 0000…0000, 20 s', after: 'Ring a user: User 1111…1111, 20 s' },
  })
})

it('a caller who hears something else, and ends at the same step', async () => {
  const { difference } = await compare(shop('sales', 'Hello.').build(), { does: [{ digits: '1' }] })
  expect(difference).toMatchObject({ before: '“Welcome.”', after: '“Hello.”', isElsewhere: false })
})

it('steps that nobody hears make no difference', async () => {
  const draft = shop()
    .step('set', 'logic.set', { assignments: [{ name: 'x', value: '1' }] })
    .build()
  const edges = draft.edges.map((edge) => (edge.source === 'hi' ? { ...edge, target: 'set' } : edge))
  edges.push({ id: 'more', source: 'set', sourceHandle: 'next', target: 'menu' })
  expect(await compare({ ...draft, edges }, { does: [{ digits: '1' }] })).toMatchObject({ difference: null })
})

it('a look-up that the call did not make ends the replay', async () => {
  const draft = shop()
    .step(
      'ask',
      'data.http',
      { method: 'GET', url: 'https://x.example', headers: [], body: { type: 'none' }, timeoutMs: 1000, assign: [] },
      { name: 'Ask billing' },
    )
    .edge('ask.success', 'sales')
    .build()
  const edges = draft.edges.map((edge) =>
    edge.target === 'sales' && edge.source === 'menu' ? { ...edge, target: 'ask' } : edge,
  )
  expect(await compare({ ...draft, edges }, { does: [{ digits: '1' }] })).toMatchObject({
    difference: null,
    missing: '“Ask billing” gets no reply',
  })
})

it('says why a call cannot be replayed', async () => {
  const { requests } = await logCall(version, { does: [{ digits: '1' }] })
  expect(await compareOnDraft(version, version, requests.slice(1))).toBe(NO_BEGINNING)
})

it('calls with the same difference are one group, the largest first', async () => {
  const draft = testedOf(shop('support').edge('menu.invalid', 'box').build())
  const groups = createGroups<string>()
  const add = async (id: string, does: Parameters<typeof logCall>[1]) => {
    const { requests } = await logCall(version, does)
    const compared = await compareOnDraft(version, draft, requests)
    if (typeof compared !== 'string' && compared.difference) groups.add(id, pathsOf(compared), compared.difference)
  }
  await add('wrong', { does: [{ digits: '9' }, { digits: '9' }] })
  await add('a', { does: [{ digits: '1' }] })
  await add('b', { does: [{ digits: '' }, { digits: '1' }], call: { callerName: 'Bo' } })
  await add('same', { does: [{ digits: '' }, { digits: '' }] })
  expect(groups.list().map(({ calls, difference }) => [calls, difference.title])).toEqual([
    [['a', 'b'], 'Main menu'],
    [['wrong'], 'Main menu'],
  ])
})
