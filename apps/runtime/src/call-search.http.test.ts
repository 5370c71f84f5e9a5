import { callListSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_SEARCHED } from './store/call-finder.ts'
import { CALLS_FILE } from './store/sqlite/database.ts'
import { continuationOf, startStudio, type TestStudio } from './testing/studio.ts'
import { queryStored } from './testing/test-store.ts'

const menu = () =>
  flow()
    .step('menu', 'input.menu', {
      prompt: { type: 'tts', text: 'Press 1 or 2.' },
      choices: [
        { digits: '1', label: 'Sales' },
        { digits: '2', label: 'Support' },
      ],
      attempts: 1,
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
    })
    .step('sales', 'tts', { text: 'One.' }, { name: 'Sales team' })
    .step('support', 'tts', { text: 'Two.' })
    .chain('menu')
    .edge('menu.1', 'sales')
    .edge('menu.2', 'support')
    .build()

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio()
  const { pivotUrl } = await studio.publish(menu(), 'Front desk')
  for (const [name, keys] of [
    ['first', '1'],
    ['second', '2'],
  ] as const) {
    const { tree } = await studio.ask(pivotUrl, { 'Call-ID': name, 'Caller-ID-Name': `Caller ${name}` })
    await studio.ask(continuationOf(tree), {
      'Call-ID': name,
      'Caller-ID-Name': `Caller ${name}`,
      Digits: { menu_1: keys },
    })
  }
})
afterAll(() => studio.stop())

const search = async (text: string, more = '') =>
  callListSchema.parse(await studio.api('GET', `/calls?q=${encodeURIComponent(text)}${more}`))
const found = async (text: string) => (await search(text)).calls.map(({ callId, hop }) => `${callId} ${hop}`)

describe('a search in the call log', () => {
  it.each([
    ['the caller’s name', 'caller FIRST'],
    ['the Call-ID', 'first'],
    ['the name of a step', 'Sales team'],
    ['the keys pressed', 'press 1'],
    ['all of them', 'front desk sales press 1 +1 (415) 555-0100'],
  ])('finds a call with all its requests by %s', async (_, text) => {
    expect(await found(text)).toEqual(['first 2', 'first 1'])
  })

  it('finds steps without a name by the title of their kind', async () => {
    expect(await found('say text press 2')).toEqual(['second 2', 'second 1'])
  })

  it.each(['press 3', 'press 12', 'Sales press 2', 'Billing'])('finds nothing for %s', async (text) => {
    expect(await found(text)).toEqual([])
  })

  it('stops after some thousand requests, says how far it went, and goes on from there', async () => {
    await studio.restart({}, fillLog)
    const first = await search('sales team')
    expect(first).toMatchObject({ calls: [], next: expect.any(String), searchedTo: expect.any(String) })
    const second = await search('sales team', `&before=${first.next}`)
    expect(second.calls.map(({ callId }) => callId)).toEqual(['first', 'first'])
    expect(second).toMatchObject({ next: null, searchedTo: null })
  })
})

/** As many requests of another flow, after those that are searched for, as are looked at in one go. */
async function fillLog(): Promise<void> {
  const columns =
    'at, version, caller_name, caller_number, called, hop, status, took_ms, state, method, url, request_type, response_type, nodes'
  await queryStored(
    studio.dataDir,
    `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${MAX_SEARCHED})
    insert into call_requests (id, flow_name, flow_id, call_id, ${columns})
    select (select max(id) from call_requests) + n, 'Other', 'other', 'other-' || n, ${columns}
    from numbers, (select * from call_requests where hop = 1 order by id desc limit 1) as last`,
    CALLS_FILE,
  )
}
