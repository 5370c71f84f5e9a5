/**
 * Flows that answer TwiML, over real HTTP: after the first answer KAZOO has no fallback, so nothing may be refused
 * (docs/design.md#twiml-flows).
 */
import { checkTwiml, encodeRequest, type FlowDocument } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sent } from './testing/http.ts'
import { startStudio, type TestStudio } from './testing/studio.ts'

const CALL = {
  CallSid: 'twiml-call@10.0.0.1',
  AccountSid: '4e1a',
  From: '+14155550100',
  To: '+18005550199',
  CallerName: 'Alice',
}
const HOURS_MS = 3_600_000

const frontDesk = (): FlowDocument =>
  flow({ format: 'twiml' })
    .step('menu', 'input.menu', {
      prompt: { type: 'tts', text: 'Press 1 for sales.' },
      choices: [{ digits: '1', label: 'Sales' }],
      attempts: 2,
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
    })
    .step('sales', 'user', { id: 'u1', timeout: 20 })
    .step('busy', 'tts', { text: 'All busy, {{ caller.name }}.' })
    .step('bye', 'tts', { text: 'Goodbye.' })
    .step('sorry', 'tts', { text: 'We are sorry.' })
    .edge('error', 'sorry')
    .chain('menu')
    .edge('menu.1', 'sales')
    .edge('menu.timeout', 'bye')
    .edge('sales._', 'busy')
    .build()

let studio: TestStudio
let pivotUrl: string
let flowId: string
let now = new Date('2026-11-24T09:30:00Z')
beforeAll(async () => {
  studio = await startStudio({ now: () => now })
  const published = await studio.publish(frontDesk())
  pivotUrl = published.pivotUrl
  flowId = published.id
})
afterAll(() => studio.stop())

async function ask(url: string, params: Record<string, unknown> = {}, bodyFormat: 'form' | 'json' = 'form') {
  const { body, contentType } = encodeRequest(
    { voiceUrl: url, method: 'post', reqFormat: 'twiml', bodyFormat },
    { ...CALL, ...params },
  )
  return raw(url, { method: 'POST', headers: { 'content-type': contentType }, body })
}
async function raw(url: string, sent: Sent) {
  const received = await studio.send(new URL(url).pathname, sent)
  const { verbs, problems } = checkTwiml(received.text)
  return { ...received, verbs, problems, spoken: verbs.map(({ text }) => text).filter((text) => text !== '') }
}
const action = async () => (await ask(pivotUrl)).verbs[0]?.attributes.action ?? ''

describe('a TwiML flow', () => {
  it('answers XML that KAZOO takes, and goes on by its tokens', async () => {
    const first = await ask(pivotUrl)
    expect(first).toMatchObject({ status: 200, problems: [] })
    expect(first.headers).toMatchObject({ 'content-type': 'application/xml', connection: 'close' })
    expect(first.verbs.map(({ name }) => name)).toEqual(['Gather', 'Redirect'])
    for (const format of ['form', 'json'] as const) {
      const rung = await ask(first.verbs[0]?.attributes.action ?? '', { Digits: '1' }, format)
      expect(rung.verbs[0]?.name).toBe('Dial')
      const busy = await ask(rung.verbs[0]?.attributes.action ?? '', { CallStatus: 'busy' }, format)
      expect(busy.spoken).toEqual(['All busy, Alice.'])
    }
  })

  it('is asked by GET too, as an administrator may have chosen', async () => {
    const url = new URL(await action())
    const { status, text } = await studio.send(`${url.pathname}?${new URLSearchParams({ ...CALL, Digits: '1' })}`)
    expect(status).toBe(200)
    expect(text).toContain('<Dial')
  })

  it('says the fallback where a token has expired, since a refusal would be silence', async () => {
    const url = await action()
    now = new Date(now.getTime() + 7 * HOURS_MS)
    const { status, spoken, problems, verbs } = await ask(url, { Digits: '1' })
    expect({ status, problems }).toEqual({ status: 200, problems: [] })
    expect(spoken).toEqual(['We are sorry.'])
    expect(verbs.map(({ name }) => name)).toEqual(['Say', 'Hangup'])
    const { calls } = await studio.api<{ calls: { status: number; error: string }[] }>('GET', '/calls?limit=1')
    expect(calls[0]).toMatchObject({ status: 200, error: 'The token is older than 6 hours.' })
  })

  it('says the fallback to another call, and to what cannot be read', async () => {
    const url = await action()
    expect((await ask(url, { CallSid: 'other', From: 'other' })).spoken).toEqual(['We are sorry.'])
    const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }
    expect((await raw(url, broken)).spoken).toEqual(['We are sorry.'])
    expect((await raw(url, { ...broken, body: 'x'.repeat(70_000) })).spoken).toEqual(['We are sorry.'])
  })

  it('says the fallback to a token that is damaged, or older than the secret', async () => {
    const url = await action()
    for (const broken of [`${url}x`, url.slice(0, -100), `${pivotUrl}/garbage`])
      expect(await ask(broken, { Digits: '1' })).toMatchObject({ status: 200, spoken: ['We are sorry.'] })
    expect((await raw(`${url}x`, { method: 'POST', body: 'x'.repeat(70_000) })).spoken).toEqual(['We are sorry.'])
    expect((await ask(`${new URL('/pivot/gone/garbage', pivotUrl)}`, { Digits: '1' })).status).toBe(200)
    expect((await raw(`${url}x`, { method: 'POST', body: 'Call-ID=a' })).status).toBe(403)
  })

  it('refuses a call’s first request as any flow does: the pivot that asks still has its fallback', async () => {
    const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }
    expect((await raw(pivotUrl, broken)).status).toBe(400)
  })

  it('is previewed verb by verb', async () => {
    const preview = (does: unknown[]) =>
      studio.api<{
        events: { kind: string; text?: string; nodeId: string | null }[]
        waitingFor: { kind: string; choices: { key: string }[] } | null
        ended?: string
      }>('POST', `/flows/${flowId}/preview`, { call: {}, does })
    const asked = await preview([])
    expect(asked.events.map(({ text }) => text)).toContain('Press 1 for sales.')
    expect(asked.waitingFor?.kind).toBe('digits')
    const rung = await preview([{ digits: '1' }])
    expect(rung.waitingFor?.kind).toBe('ring')
    // KAZOO hangs up the caller before it asks what follows, unless its own timer was first.
    const busy = await preview([{ digits: '1' }, { outcome: 'USER_BUSY' }])
    expect(busy.events.map(({ text }) => text)).not.toContain('All busy, Mobile caller.')
    expect(busy.ended).toMatch('after a Dial nothing more is heard')
    const late = await preview([{ digits: '1' }, { outcome: 'timer' }])
    expect(late.events.filter(({ kind }) => kind === 'speech').at(-1)).toMatchObject({ nodeId: 'busy' })
    const silent = await preview([{ digits: '' }, { digits: '' }])
    expect(silent.events.filter(({ kind }) => kind === 'speech').map(({ text }) => text)).toEqual([
      'Press 1 for sales.',
      'Press 1 for sales.',
      'Goodbye.',
    ])
    expect(silent.ended).toBe('The call is hung up.')
  })

  it('is tested by its URL', async () => {
    const { checks } = await studio.api<{ checks: { name: string; ok: boolean; detail: string }[] }>(
      'POST',
      `/flows/${flowId}/probe`,
      {},
    )
    expect(checks.find(({ name }) => name === 'Answer')).toEqual({
      name: 'Answer',
      ok: true,
      detail: 'TwiML that begins with Gather.',
    })
  })

  it('is not published with steps that TwiML does not have', async () => {
    const document = flow({ format: 'twiml' })
      .step('box', 'voicemail', { id: `${'0'.repeat(31)}a` })
      .chain('box')
      .build()
    const { id } = await studio.api<{ id: string }>('POST', '/flows', { name: 'Voicemail', document }, 201)
    const refused = await studio.api<{ diagnostics: { nodeId: string; code: string }[] }>(
      'POST',
      `/flows/${id}/publish`,
      {},
      422,
    )
    expect(refused.diagnostics[0]).toMatchObject({ nodeId: 'box', code: 'twiml.no-counterpart' })
  })
})
