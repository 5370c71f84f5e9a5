import { request } from 'node:http'
import {
  callListSchema,
  callRequestDetailSchema,
  callRequestSchema,
  callStatsSchema,
  callSummariesSchema,
  flowListSchema,
} from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALL, continuationOf, startStudio, type TestStudio } from './testing/studio.ts'

const asking = () =>
  flow()
    .step('menu', 'input.menu', {
      prompt: { type: 'tts', text: 'Press 1.' },
      choices: [{ digits: '1', label: 'One' }],
      attempts: 1,
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
    })
    .step('one', 'tts', { text: 'One.' })
    .step('box', 'voicemail', { id: '{{ custom.box }}' })
    .chain('menu')
    .edge('menu.1', 'one')
    .edge('menu.timeout', 'box')
    .build()

let studio: TestStudio
let pivotUrl: string
let flowId: string
beforeAll(async () => {
  studio = await startStudio()
  const published = await studio.publish(asking(), 'Asking')
  pivotUrl = published.pivotUrl
  flowId = published.id
})
afterAll(() => studio.stop())

const list = async (query = '') => callListSchema.parse(await studio.api('GET', `/calls${query}`))
/** @returns how many requests the calls have that are found */
const countFound = async (text: string): Promise<number> =>
  callSummariesSchema
    .parse(await studio.api('GET', `/calls/summaries?limit=500&q=${text}`))
    .calls.reduce((sum, { requests }) => sum + requests, 0)

describe('the call log', () => {
  it('shows each request at once: who called, which flow, what came of it', async () => {
    const { tree } = await studio.ask(pivotUrl)
    await studio.ask(continuationOf(tree), { Digits: { menu_1: '1' } })
    const { calls } = await list()
    expect(calls).toMatchObject([
      { hop: 2, state: 'handed_over', flowName: 'Asking', version: 1, callerNumber: CALL['Caller-ID-Number'] },
      { hop: 1, state: 'waiting', callId: CALL['Call-ID'], callerName: 'Alice Example', error: null, status: 200 },
    ])
  })

  it('knows what KAZOO sent, what it got, and the path through the flow', async () => {
    const { calls } = await list()
    const detail = callRequestDetailSchema.parse(await studio.api('GET', `/calls/${calls[0]?.id}`))
    expect(detail.askedFor).toBe('menu')
    expect(detail.request?.params).toMatchObject({ 'Call-ID': CALL['Call-ID'], Digits: { menu_1: '1' } })
    expect(JSON.parse(detail.response?.body ?? '')).toEqual({ module: 'tts', data: { text: 'One.' } })
    expect(detail.nodes.map(({ nodeId }) => nodeId)).toEqual(['menu', 'one'])
  })

  it('marks a request whose answer held the fallback', async () => {
    const { tree } = await studio.ask(pivotUrl, { 'Call-ID': 'failing' })
    await studio.ask(continuationOf(tree), { 'Call-ID': 'failing', Digits: {} })
    const { calls } = await list('?state=error')
    expect(calls[0]).toMatchObject({ callId: 'failing', status: 200, error: expect.any(String) })
    const [listed] = flowListSchema.parse(await studio.api('GET', '/flows')).flows
    expect(listed?.callsToday).toMatchObject({ calls: 2, errors: 1 })
    expect(callStatsSchema.parse(await studio.api('GET', '/calls/stats'))).toMatchObject({
      callsToday: 2,
      errorsToday: 1,
    })
    const ofFlow = async (id: string) => callStatsSchema.parse(await studio.api('GET', `/calls/stats?flow=${id}`))
    expect(await ofFlow(flowId)).toEqual({ callsToday: 2, errorsToday: 1, p95Ms: null })
    expect(await ofFlow('other')).toEqual({ callsToday: 0, errorsToday: 0, p95Ms: null })
  })

  it('is found by call, flow and text, page by page', async () => {
    expect((await list('?callId=failing')).calls).toHaveLength(2)
    expect(await countFound('alice')).toEqual(4)
    expect(await countFound('50%25')).toEqual(0)
    expect((await list('?flow=none')).calls).toHaveLength(0)
    const first = await list(`?limit=3&flow=${flowId}`)
    const second = await list(`?limit=3&before=${first.next}`)
    expect([first.calls.length, second.calls.length, second.next]).toEqual([3, 1, null])
    expect(new Set([...first.calls, ...second.calls].map(({ id }) => id)).size).toBe(4)
  })

  it('loses nothing when the server ends, and counts on', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => studio.ask(pivotUrl, { 'Call-ID': `last-${index}` })))
    await studio.restart()
    expect(await countFound('last')).toBe(50)
    const stats = async () => callStatsSchema.parse(await studio.api('GET', '/calls/stats'))
    await expect.poll(stats, { timeout: 15_000 }).toMatchObject({ callsToday: 52, errorsToday: 1 }) // counted once calls are answered
  })
})

describe('the live stream', () => {
  /** Reads events until there are as many as asked for. */
  function watch(count: number, headers: Record<string, string> = {}, event = /data: (.*)\nid: (.*)\n\n/g) {
    let onOpen = (): void => {}
    const opened = new Promise<void>((resolve) => {
      onOpen = resolve
    })
    const events = new Promise<{ id: string; data: unknown }[]>((resolve, reject) => {
      const outgoing = request(`${studio.url}/api/calls/stream`, { headers }, (incoming) => {
        let text = ''
        incoming.setEncoding('utf8')
        incoming.on('data', (chunk: string) => {
          text += chunk
          onOpen()
          const found = [...text.matchAll(event)].map(([, data = '', id = '']) => ({
            id,
            data: JSON.parse(data),
          }))
          if (found.length < count) return
          outgoing.destroy()
          resolve(found)
        })
      })
      outgoing.on('error', reject)
      outgoing.end()
    })
    return { opened, events }
  }

  it('brings each request as it is answered', async () => {
    const { opened, events } = watch(2)
    await opened
    const { tree } = await studio.ask(pivotUrl, { 'Call-ID': 'watched' })
    await studio.ask(continuationOf(tree), { 'Call-ID': 'watched', Digits: { menu_1: '1' } })
    const [first, second] = await events
    expect(callRequestSchema.parse(first?.data)).toMatchObject({ callId: 'watched', hop: 1, state: 'waiting' })
    expect(callRequestSchema.parse(second?.data)).toMatchObject({ hop: 2, state: 'handed_over' })
    expect(first?.id).toBe(callRequestSchema.parse(first?.data).id)
  })

  it('brings the counts of today as they change', async () => {
    await studio.ask(pivotUrl, { 'Call-ID': 'counted' })
    const [stats] = await watch(1, {}, /event: stats\ndata: (.*)()\n\n/g).events
    expect(callStatsSchema.parse(stats?.data)).toEqual(await studio.api('GET', '/calls/stats'))
  })

  it('goes on after the last event that a browser saw', async () => {
    await studio.ask(pivotUrl, { 'Call-ID': 'seen' })
    const { calls } = await list('?callId=seen')
    await studio.ask(pivotUrl, { 'Call-ID': 'missed' })
    const [missed] = await watch(1, { 'last-event-id': calls[0]?.id ?? '' }).events
    expect(missed?.data).toMatchObject({ callId: 'missed' })
  })

  it('does not keep the server from ending', async () => {
    const { opened, events } = watch(1)
    await opened
    events.catch(() => undefined) // the server closes it
    const begun = Date.now()
    await studio.restart()
    expect(Date.now() - begun).toBeLessThan(1500)
  })
})
