import { callSummariesSchema, trafficSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { continuationOf, startStudio, type TestStudio } from './testing/studio.ts'

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

let now = Date.now()
let studio: TestStudio
let pivotUrl = ''
beforeAll(async () => {
  studio = await startStudio({ now: () => new Date(now++) })
  pivotUrl = (await studio.publish(menu(), 'Front desk')).pivotUrl
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
  callSummariesSchema.parse(await studio.api('GET', `/calls/summaries?q=${encodeURIComponent(text)}${more}`))
const found = async (text: string, more = '') =>
  (await search(text, more)).calls.map(({ callId, requests }) => `${callId} ${requests}`)

describe('a search in the call log', () => {
  it.each([
    ['the caller’s name', 'caller FIRST'],
    ['the Call-ID', 'first'],
    ['the name of a step', 'Sales team'],
    ['the keys pressed', 'press 1'],
    ['all of them', 'front desk sales press 1 +1 (415) 555-0100'],
    ['what was said', 'one. press 1'],
    ['a part of the number', '555-0100 first'],
    ['the beginnings of words', 'fro sal'],
  ])('finds a call with all its requests by %s', async (_, text) => {
    expect(await found(text)).toEqual(['first 2'])
  })

  it('finds steps without a name by the title of their kind', async () => {
    expect(await found('say text press 2')).toEqual(['second 2'])
  })

  it.each(['press 3', 'press 12', 'Sales press 2', 'Billing', '50%'])('finds nothing for %s', async (text) => {
    expect(await found(text)).toEqual([])
  })

  it('lists what is found page by page, latest first', async () => {
    const first = await search('front desk', '&limit=1')
    expect(first).toMatchObject({ calls: [{ callId: 'second' }], next: expect.any(String), pending: 0 })
    const second = await search('front desk', `&limit=1&before=${first.next}`)
    expect(second.calls.map(({ callId }) => callId)).toEqual(['first'])
    expect(await search('front desk', `&limit=1&before=${second.next}`)).toMatchObject({ calls: [], next: null })
  })

  it('finds only what the filters let through', async () => {
    const { calls } = await search('front desk')
    const [second] = calls
    expect(await found('front desk', '&outcome=waiting')).toEqual([])
    expect(await found('front desk', '&failed=true')).toEqual([])
    expect(await found('front desk', '&flow=none')).toEqual([])
    expect(await found('front desk', `&flow=${second?.flowId}&version=1&from=${second?.at}`)).toEqual(['second 2'])
  })

  it('finds nothing of a call that was deleted, nor its words in the file', async () => {
    await studio.ask(pivotUrl, { 'Call-ID': 'third', 'Caller-ID-Name': 'Zacharias' })
    expect(await found('zacharias')).toEqual(['third 1'])
    await studio.api('DELETE', '/calls?callId=third')
    expect(await found('zacharias')).toEqual([])
    expect(studio.stored().toLowerCase()).not.toContain('zacharias')
  })
})

describe('an export', () => {
  it('is a line a call as CSV, without formulas', async () => {
    await studio.ask(pivotUrl, { 'Call-ID': '@formula', 'Caller-ID-Name': '=1+1', 'Caller-ID-Number': '-1,\t2' })
    const { text, headers } = await studio.send('/api/calls/export.csv?q=front')
    expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8' })
    const [head, newest, ...others] = text.trimEnd().split('\r\n')
    expect(head).toMatch(/^\uFEFFBegan,Last request,Call-ID,Flow,/)
    expect(newest).toContain(`,'@formula,Front desk,1,'=1+1,"'-1,\t2",`)
    expect(others).toHaveLength(2)
  })

  it('is a line a call with its requests as NDJSON, of what the filter lets through', async () => {
    const { text } = await studio.send('/api/calls/export.ndjson?q=press+1')
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      {
        callId: 'first',
        requests: [{ hop: 1 }, { hop: 2, askedFor: 'menu', request: { params: { 'Call-ID': 'first' } } }],
      },
    ])
    expect((await studio.send('/api/calls/export.ndjson?q=nobody')).text).toBe('')
  })
})

it('counts which exits calls took, where callers hung up, and how long they stayed', async () => {
  const { id, pivotUrl: url } = await studio.publish(menu(), 'Counted')
  const begin = async (name: string) => continuationOf((await studio.ask(url, { 'Call-ID': name })).tree)
  await studio.ask(await begin('pressed'), { 'Call-ID': 'pressed', Digits: { menu_1: '1' } })
  await begin('hung-up')
  const traffic = async (query = '') => trafficSchema.parse(await studio.api('GET', `/flows/${id}/traffic${query}`))
  const step = async (nodeId: string) => (await traffic()).steps.find((one) => one.nodeId === nodeId)
  expect(await traffic()).toMatchObject({
    calls: 2,
    failed: 0,
    exits: expect.arrayContaining([
      { nodeId: 'start', port: 'next', calls: 2 },
      { nodeId: 'menu', port: '1', calls: 1 },
    ]),
  })
  expect(await step('menu')).toMatchObject({ calls: 1, ended: 0 })
  expect(await step('sales')).toMatchObject({ calls: 0, unreported: 1 })
  now += 61 * 60_000
  expect(await step('menu')).toMatchObject({ calls: 1, ended: 1 })
  const { calls } = await search('hung-up')
  expect(calls).toMatchObject([{ outcome: 'ended' }])
  expect(await traffic('?version=2')).toMatchObject({ calls: 0, exits: [] })
  expect(await traffic('?to=2020-01-01T00:00:00Z')).toMatchObject({ calls: 0 })
})

it('makes a call of 200 requests at most, however many have its Call-ID', async () => {
  const { pivotUrl: url } = await studio.publish(menu(), 'Repeated')
  for (let batch = 0; batch < 21; batch++)
    await Promise.all(Array.from({ length: 10 }, () => studio.ask(url, { 'Call-ID': 'repeated' })))
  const { calls } = await search('repeated')
  expect(calls.map(({ callId, requests }) => [callId, requests])).toEqual([['repeated', 200]])
})
