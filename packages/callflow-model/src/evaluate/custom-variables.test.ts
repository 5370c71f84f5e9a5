/** Custom variables that a flow sets are there in its later steps, on every KAZOO. */
import { describe, expect, it } from 'vitest'
import type { KazooProfile } from '../kazoo/versions.ts'
import { callOf, continuationsIn, line } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'

const tagged = (kazoo: KazooProfile) =>
  flow({ kazoo })
    .step('tag', 'set_variables', { custom_application_vars: { crm: '{{ caller.number }}', lang: 'de' } })
    .step('ask', 'collect_dtmf', { collection_name: 'pin' })
    .step('again', 'set_variables', { custom_application_vars: { lang: '{{ digits.pin }}' } })
    .step('say', 'tts', { text: '{{ custom.crm }} {{ custom.lang }} {{ custom.vip }}' })
    .chain('tag', 'ask', 'again', 'say')
    .build()

/** Plays the flow to its end; the requests carry these custom variables and no others. */
function lastText(kazoo: KazooProfile, sent: Record<string, unknown>): unknown {
  const call = callOf(tagged(kazoo))
  const params = { 'Custom-Application-Vars': sent, Digits: { pin: '42' } }
  let { tree } = call.ask({ 'Custom-Application-Vars': sent })
  for (let [address] = continuationsIn(tree); address; [address] = continuationsIn(tree))
    tree = call.ask(params, address).tree
  return tree.data.text
}

describe('custom variables that a flow sets', () => {
  it.each(['4.3', 'any'] as const)('travel in the token under %s, since KAZOO 4.3 never sends them back', (kazoo) => {
    expect(lastText(kazoo, { vip: 'yes' })).toBe('+14155550100 42 yes')
  })

  it.each(['4.3', 'any'] as const)('count before what KAZOO sends under %s', (kazoo) => {
    expect(lastText(kazoo, { lang: 'old', vip: 'no' })).toBe('+14155550100 42 no')
  })

  it.each(['5.0-dev', '5'] as const)('come from KAZOO alone under %s', (kazoo) => {
    expect(lastText(kazoo, { crm: 'A', lang: 'B' })).toBe('A B ')
    expect([...callSealed(kazoo)].every(({ custom }) => Object.keys(custom).length === 0)).toBe(true)
  })

  it('fail in their branch where they are too large to travel', () => {
    const document = flow()
      .step('tag', 'set_variables', { custom_application_vars: { big: '{{ custom.big }}' } })
      .step('say', 'tts', { text: '{{ custom.big }}' })
      .chain('tag', 'say')
      .build()
    const answer = callOf(document).ask({ 'Custom-Application-Vars': { big: 'x'.repeat(3000) } })
    expect(answer.failures.map(({ code }) => code)).toEqual(['variables.too-large'])
    expect(line(answer.tree)).toBe('set_variables > play > hangup')
  })
})

function callSealed(kazoo: KazooProfile) {
  const call = callOf(tagged(kazoo))
  call.ask()
  return call.sealed.values()
}
