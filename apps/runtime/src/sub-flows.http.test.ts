/** Sub-flows over real HTTP: a call ends on the versions it began with, and what is sensitive in one flow is so in all. */
import { type FlowBuilder, flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectionOf, continuationOf, startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(() => studio.stop())

const MENU = {
  prompt: { type: 'tts', text: 'Press 1.' },
  choices: [{ digits: '1', label: 'One' }],
  attempts: 2,
  timeoutMs: 5000,
  interdigitTimeoutMs: 2000,
}
const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()
/** Asks for a key, then runs the sub-flow. */
const calling = (flowId: string, drawn: FlowBuilder = flow()) =>
  drawn
    .step('menu', 'input.menu', MENU)
    .step('call', 'flow.call', { flowId, inputs: [], outputs: [] })
    .edge('menu.1', 'call')

describe('a sub-flow that changes in mid-call', () => {
  const begin = async () => {
    const sub = await studio.publish(saying('The first version.'))
    const main = await studio.publish(calling(sub.id).chain('menu').build())
    const { tree } = await studio.ask(main.pivotUrl)
    const heard = async () =>
      (await studio.ask(continuationOf(tree), { Digits: { [collectionOf(tree)]: '1' } })).tree.data.text
    return { sub, main, heard }
  }

  it('is the one that was live when the call began, also after a restart', async () => {
    const { sub, main, heard } = await begin()
    const document = saying('The second version.')
    await studio.api('PUT', `/flows/${sub.id}`, { name: 'Sub', document, revision: 1 })
    await studio.api('POST', `/flows/${sub.id}/publish`, {})
    expect(await heard()).toBe('The first version.')
    await studio.restart()
    expect(await heard()).toBe('The first version.')
    const next = (await studio.ask(main.pivotUrl)).tree
    const answer = await studio.ask(continuationOf(next), { Digits: { [collectionOf(next)]: '1' } })
    expect(answer.tree.data.text).toBe('The second version.')
  })

  it.each(['DELETE', 'unpublish'])('and so after %s', async (what) => {
    const { sub, heard } = await begin()
    if (what === 'DELETE') await studio.api('DELETE', `/flows/${sub.id}`, undefined, 204)
    else await studio.api('POST', `/flows/${sub.id}/${what}`)
    expect(await heard()).toBe('The first version.')
  })
})

describe('a sensitive PIN', () => {
  const PIN = '739146'
  const asked = () =>
    flow()
      .variable({ name: 'pin', type: 'string', sensitive: true })
      .step('collect', 'collect_dtmf', { collection_name: 'typed', max_digits: 6 })
      .step('keep', 'logic.set', { assignments: [{ name: 'pin', value: '{{ digits.typed }}' }] })
      .step('say', 'tts', { text: 'You entered {{ vars.pin }}.' })
  const isNowhere = async () => {
    const { calls } = await studio.api<{ calls: { id: string }[] }>('GET', '/calls')
    const details = await Promise.all(calls.map(({ id }) => studio.api('GET', `/calls/${id}`)))
    for (const place of [JSON.stringify(details), studio.log(), studio.stored()]) expect(place).not.toContain(PIN)
  }

  it('of the flow that called is in no request that its sub-flow gets', async () => {
    const sub = await studio.publish(flow().step('menu', 'input.menu', MENU).chain('menu').build())
    const main = await studio.publish(
      asked()
        .step('call', 'flow.call', { flowId: sub.id, inputs: [], outputs: [] })
        .chain('collect', 'keep', 'say', 'call')
        .build(),
    )
    const Digits = { typed: PIN, default: PIN }
    const first = (await studio.ask(main.pivotUrl)).tree
    const second = (await studio.ask(continuationOf(first), { Digits })).tree
    expect(second.data.text).toContain(PIN)
    await studio.ask(continuationOf(second), { Digits })
    await isNowhere()
  })

  it('of a sub-flow is in no request after it', async () => {
    const sub = await studio.publish(asked().chain('collect', 'keep', 'say').build())
    const main = await studio.publish(
      flow()
        .step('call', 'flow.call', { flowId: sub.id, inputs: [], outputs: [] })
        .step('menu', 'input.menu', MENU)
        .chain('call', 'menu')
        .build(),
    )
    const Digits = { typed: PIN }
    const first = (await studio.ask(main.pivotUrl)).tree
    const second = (await studio.ask(continuationOf(first), { Digits })).tree
    expect(second.data.text).toContain(PIN)
    await studio.ask(continuationOf(second), { Digits: { ...Digits, [collectionOf(second)]: '9' } })
    await isNowhere()
  })

  it('that a sub-flow hands to KAZOO is in no later request, though the sub-flow does not know what it is', async () => {
    const sub = await studio.publish(
      flow()
        .step('set', 'set_variables', { custom_application_vars: { crm: '{{ vars.a }}' } })
        .step('menu', 'input.menu', MENU)
        .step('again', 'tts', { text: '{{ custom.crm }}' })
        .chain('set', 'menu')
        .edge('menu.timeout', 'again')
        .build(),
    )
    const main = await studio.publish(
      asked()
        .step('call', 'flow.call', { flowId: sub.id, inputs: [{ name: 'a', value: '{{ vars.pin }}' }], outputs: [] })
        .chain('collect', 'keep', 'say', 'call')
        .build(),
    )
    const custom = { 'Custom-Application-Vars': { crm: PIN } }
    const Digits = { typed: PIN, default: PIN }
    const first = (await studio.ask(main.pivotUrl)).tree
    const second = (await studio.ask(continuationOf(first), { Digits })).tree
    expect(JSON.stringify(second)).toContain(`"crm":"${PIN}"`)
    let tree = second
    for (let attempt = 0; attempt < 5 && !JSON.stringify(tree).includes(`"text":"${PIN}"`); attempt++)
      tree = (await studio.ask(continuationOf(tree), { Digits, ...custom })).tree
    expect(JSON.stringify(tree)).toContain(`"text":"${PIN}"`)
    await isNowhere()
  })
})
