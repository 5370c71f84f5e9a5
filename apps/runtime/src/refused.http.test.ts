/** Requests that no flow answers are on the Calls page, with the reason, and in limited number. */
import { type CallRequest, callListSchema, callRequestDetailSchema, callStatsSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MAX_KEPT_PER_MINUTE } from './calls/refused-limit.ts'
import { startStudio, type TestStudio } from './testing/studio.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const CALLER = 'Call-ID=a%40b&Caller-ID-Name=Alice&Caller-ID-Number=%2B14155550100&To=%2B18005550199'

const hello = () =>
  flow({}).step('say', 'tts', { text: 'Hello.' }).step('menu', 'tts', { text: 'Bye.' }).chain('say', 'menu').build()

let time = Date.parse('2026-11-24T12:00:00Z')
let studio: TestStudio
let flowId: string
let path: string
beforeAll(async () => {
  studio = await startStudio({ now: () => new Date(time) })
  const published = await studio.publish(hello(), 'Front desk')
  flowId = published.id
  path = new URL(published.pivotUrl).pathname
})
afterAll(() => studio.stop())
beforeEach(() => {
  time += 60_000
})

const list = async (query = '') => callListSchema.parse(await studio.api('GET', `/calls${query}`)).calls
const newest = async () => {
  const [first] = await list('?limit=1')
  if (!first) throw new Error('The log is empty.')
  return detailOf(first)
}
const detailOf = async ({ id }: Pick<CallRequest, 'id'>) =>
  callRequestDetailSchema.parse(await studio.api('GET', `/calls/${id}`))
const post = (target: string, body = CALLER) => studio.send(target, { method: 'POST', headers: FORM, body })

const CALLED = { callId: 'a@b', callerName: 'Alice', callerNumber: '+14155550100', to: '+18005550199' }
const REFUSED = { hop: 0, version: 0, state: 'error', nodes: [] }

describe('a refused request is on the Calls page', () => {
  it.each(['/pivot/aVeryPrivateKeyOfSomebody', '/pivot/aVeryPrivateKeyOfSomebody/and/more/of/it'])(
    '404, an unknown address, which is not kept: %s',
    async (unknown) => {
      expect((await post(`${unknown}?Digits=4711081508`)).status).toBe(404)
      const entry = await newest()
      expect(entry).toMatchObject({
        ...REFUSED,
        flowId: '',
        flowName: '',
        status: 404,
        request: { url: '/pivot/••••' },
      })
      expect(entry.warnings).toEqual([{ nodeId: null, message: expect.stringContaining('not kept') }])
      expect(JSON.stringify(entry)).not.toMatch(/aVeryPrivate|4711081508/)
    },
  )

  it('404, with who called and why', async () => {
    await post('/pivot/unknown')
    expect(await newest()).toMatchObject({ ...CALLED, error: expect.stringMatching(/^No flow has the key/) })
  })

  it('404, a flow that is not published, by its name', async () => {
    const other = await studio.publish(hello(), 'Night desk')
    await studio.api('POST', `/flows/${other.id}/unpublish`)
    expect((await post(new URL(other.pivotUrl).pathname)).status).toBe(404)
    expect(await newest()).toMatchObject({
      ...REFUSED,
      ...CALLED,
      flowId: other.id,
      flowName: 'Night desk',
      error: expect.stringMatching(/^The flow is not published/),
    })
    expect(await list(`?flow=${other.id}&state=error`)).toHaveLength(1)
  })

  it('403, a token of another studio, which is masked', async () => {
    expect((await post(`${path}/someoneElsesToken`)).status).toBe(403)
    const entry = await newest()
    expect(entry).toMatchObject({
      flowId,
      status: 403,
      hop: 0,
      request: { url: `${path}/••••`, body: '' },
      error: expect.stringContaining('did not make the token'),
    })
    expect(JSON.stringify(entry)).not.toContain('someoneElsesToken')
  })

  it('405', async () => {
    const answer = await studio.send(path, { method: 'PUT', headers: FORM, body: CALLER })
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST'])
    expect(await newest()).toMatchObject({ flowId, status: 405, request: { method: 'PUT' } })
  })

  it('400, dot segments', async () => {
    expect((await post('/pivot/../api/flows')).status).toBe(400)
    expect(await newest()).toMatchObject({ ...REFUSED, status: 400, request: { url: '/pivot/••••' } })
  })
})

it('many of them are counted, and some are listed', async () => {
  const before = callStatsSchema.parse(await studio.api('GET', '/calls/stats'))
  for (let sent = 0; sent < MAX_KEPT_PER_MINUTE + 10; sent++) await post(`/pivot/guess${sent}`)
  expect((await list('?limit=500')).filter(({ at }) => Date.parse(at) >= time)).toHaveLength(MAX_KEPT_PER_MINUTE)
  const after = callStatsSchema.parse(await studio.api('GET', '/calls/stats'))
  expect([after.callsToday, after.errorsToday - before.errorsToday]).toEqual([
    before.callsToday,
    MAX_KEPT_PER_MINUTE + 10,
  ])
})

describe('a flow that was live and is in the trash', () => {
  const remove = (id: string) => studio.api('DELETE', `/flows/${id}`, undefined, 204)

  it('answers new calls with its fallback, also after a restart, and each is on the Calls page', async () => {
    const { id, pivotUrl } = await studio.publish(hello(), 'Old desk')
    await remove(id)
    for (const callId of ['gone-1', 'gone-2']) {
      const { status, tree } = await studio.ask(pivotUrl, { 'Call-ID': callId })
      expect([status, tree.module]).toEqual([200, 'play'])
      expect(await newest()).toMatchObject({
        callId,
        flowName: 'Old desk',
        version: 1,
        hop: 1,
        status: 200,
        state: 'error',
        error: expect.stringMatching(/^The flow is in the trash, so the call got its fallback/),
        nodes: [],
      })
      await studio.restart()
      time += 1000 // entries are numbered by their time
    }
    await studio.api('POST', `/flows/${id}/restore`)
    expect((await studio.ask(pivotUrl)).tree.data.text).toBe('Hello.')
  })

  it('answers in TwiML where it is a TwiML flow', async () => {
    const spoken = flow({ format: 'twiml' }).step('say', 'tts', { text: 'Hello.' }).chain('say').build()
    const { id, pivotUrl } = await studio.publish(spoken)
    await remove(id)
    const answer = await post(new URL(pivotUrl).pathname, 'CallSid=gone')
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/xml'])
    expect(answer.text).not.toContain('Hello.')
  })

  it('is a 404 where it was not live', async () => {
    const { id, pivotUrl } = await studio.publish(hello())
    await studio.api('POST', `/flows/${id}/unpublish`)
    await remove(id)
    expect((await post(new URL(pivotUrl).pathname)).status).toBe(404)
    expect((await newest()).error).toContain('in the trash')
  })
})
