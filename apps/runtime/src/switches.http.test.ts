import type { FlowDocument } from '@callflow-studio/model'
import { type Switch, switchListSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CALL, startStudio, type TestStudio } from './testing/studio.ts'

const NOW = new Date('2026-11-24T10:00:00Z')
let at = NOW
let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio({ now: () => at })
})
afterAll(() => studio.stop())
beforeEach(() => {
  at = NOW
})
afterEach(async () => {
  for (const { id } of await list()) await studio.api('DELETE', `/switches/${id}`, undefined, 204)
})
const create = (name = 'Front desk') => studio.api<Switch>('POST', '/switches', { name }, 201)
const list = async () => switchListSchema.parse(await studio.api('GET', '/switches')).switches

/** Open on Tuesdays, unless the switch says otherwise. */
const document = (id: string): FlowDocument => {
  const weekly = [{ days: ['tu'], from: '09:00', to: '17:00' }]
  return flow({ timezone: 'UTC', timezoneChosen: true })
    .step('hours', 'logic.schedule', { weekly, holidays: [], switch: id })
    .step('open', 'tts', { text: 'open' })
    .step('closed', 'tts', { text: 'closed' })
    .chain('hours')
    .edge('hours.open', 'open')
    .edge('hours.closed', 'closed')
    .build()
}

describe('a switch', () => {
  it('is made, set, renamed and deleted', async () => {
    const made = await create()
    expect(made).toMatchObject({ name: 'Front desk', state: 'automatic', until: null, changedAt: null, usedBy: [] })
    const set = await studio.api<Switch>('PUT', `/switches/${made.id}`, { state: 'closed' })
    expect(set).toMatchObject({ state: 'closed', until: null, changedAt: at.toISOString(), changedBy: null })
    expect(await studio.api<Switch>('PUT', `/switches/${made.id}`, { name: 'Night' })).toMatchObject({
      ...set,
      name: 'Night',
    })
    await studio.restart()
    expect(await list()).toMatchObject([{ name: 'Night', state: 'closed' }])
    await studio.api('DELETE', `/switches/${made.id}`, undefined, 204)
    await studio.api('DELETE', `/switches/${made.id}`, undefined, 404)
    await studio.api('PUT', `/switches/${made.id}`, { state: 'open' }, 404)
    expect(await list()).toEqual([])
  })

  it('is automatic again when its time is over', async () => {
    const { id } = await create()
    await studio.api('PUT', `/switches/${id}`, { state: 'open', until: '2026-11-24T10:00:00Z' }, 422)
    await studio.api('PUT', `/switches/${id}`, { state: 'open', until: '2026-11-24T12:30:00+01:00' })
    expect(await list()).toMatchObject([{ state: 'open', until: '2026-11-24T11:30:00.000Z' }])
    at = new Date('2026-11-24T11:30:00Z')
    expect(await list()).toMatchObject([{ state: 'automatic', until: null }])
    await studio.restart()
    expect(await list()).toMatchObject([{ state: 'automatic', until: null }])
  })

  it('refuses what is no state, and no name', async () => {
    const { id } = await create()
    await studio.api('PUT', `/switches/${id}`, { state: 'holiday' }, 422)
    await studio.api('PUT', `/switches/${id}`, { until: 'tomorrow' }, 422)
    // By the hours nothing ends: a request without a state is told so.
    const until = '2026-11-24T18:00:00Z'
    const problem = { title: 'Only open or closed has an end.', detail: 'Give “state” as open or closed too.' }
    expect(await studio.api('PUT', `/switches/${id}`, { until }, 422)).toMatchObject(problem)
    expect(await studio.api('PUT', `/switches/${id}`, { state: 'automatic', until }, 422)).toMatchObject(problem)
    expect(await list()).toMatchObject([{ state: 'automatic', changedAt: null }])
    await studio.api('PUT', `/switches/${id}`, { state: 'closed' })
    expect(await studio.api('PUT', `/switches/${id}`, { until })).toMatchObject({ state: 'closed' })
    await studio.api('POST', '/switches', { name: '  ' }, 422)
  })

  it('wins over the hours from the next request on, and lets them be when it is gone', async () => {
    const { id } = await create()
    const { pivotUrl } = await studio.publish(document(id))
    const said = async () => (await studio.ask(pivotUrl)).tree.data.text
    expect(await said()).toBe('open')
    await studio.api('PUT', `/switches/${id}`, { state: 'closed', until: '2026-11-24T11:00:00Z' })
    expect(await said()).toBe('closed')
    at = new Date('2026-11-24T11:00:00Z')
    expect(await said()).toBe('open')
    await studio.api('PUT', `/switches/${id}`, { state: 'closed' })
    expect(await said()).toBe('closed')
    await studio.api('DELETE', `/switches/${id}`, undefined, 204)
    expect(await said()).toBe('open')
  })

  it('is known by who names it, and missed at publish when it is gone', async () => {
    const { id } = await create()
    const { id: flowId } = await studio.publish(document(id), 'Office')
    expect((await list())[0]?.usedBy).toEqual([{ id: flowId, name: 'Office' }])
    await studio.api('DELETE', `/switches/${id}`, undefined, 204)
    const told = { code: 'switch.missing', severity: 'warning', nodeId: 'hours', field: 'switch' }
    const { diagnostics } = await studio.api<{ diagnostics: { code: string }[] }>('POST', '/validate', {
      document: document(id),
    })
    expect(diagnostics.filter(({ code }) => code === told.code)).toMatchObject([told])
    const published = await studio.api<{ diagnostics: { code: string }[] }>('POST', `/flows/${flowId}/publish`, {})
    expect(published.diagnostics.filter(({ code }) => code === told.code)).toMatchObject([told])
  })

  it('is as it is in a preview, unless the preview says otherwise', async () => {
    const { id } = await create()
    const { id: flowId } = await studio.publish(document(id))
    await studio.api('PUT', `/switches/${id}`, { state: 'closed' })
    const said = async (more: object) => {
      const call = { from: '+14155550100', to: CALL.To }
      const { events } = await studio.api<{ events: { kind: string; text?: string }[] }>(
        'POST',
        `/flows/${flowId}/preview`,
        {
          call,
          ...more,
        },
      )
      return events.find(({ kind }) => kind === 'speech')?.text
    }
    expect(await said({})).toBe('closed')
    expect(await said({ switches: { [id]: 'open' } })).toBe('open')
    expect(await said({ switches: { [id]: 'automatic' }, now: '2026-11-25T10:00:00Z' })).toBe('closed')
    expect(await list()).toMatchObject([{ state: 'closed' }])
  })
})

/** Says who it is, then sets the switch: only who stays on the line does. */
const setter = (id: string, more: Record<string, unknown> = {}): FlowDocument =>
  flow({ timezone: 'UTC', timezoneChosen: true })
    .step('hello', 'tts', { text: 'hello' })
    .step('set', 'data.switch', { switch: id, state: 'closed', until: 'duration', amount: 1, unit: 'hours', ...more })
    .step('hours', 'logic.schedule', {
      weekly: [{ days: ['tu'], from: '09:00', to: '17:00' }],
      holidays: [],
      switch: id,
    })
    .step('open', 'tts', { text: 'open' })
    .step('closed', 'tts', { text: 'closed' })
    .chain('hello', 'set', 'hours')
    .edge('hours.open', 'open')
    .edge('hours.closed', 'closed')
    .build()

describe('a call that sets a switch', () => {
  it('does so when it gets there, for all calls, and is named', async () => {
    const { id } = await create('Night service')
    const { pivotUrl } = await studio.publish(setter(id), 'Night switch')
    const first = await studio.ask(pivotUrl)
    expect(await list()).toMatchObject([{ state: 'automatic', changedAt: null }])
    const next = String(first.tree.children?._?.data.voice_url)
    expect((await studio.ask(next)).tree.data.text).toBe('closed')
    expect(await list()).toMatchObject([
      {
        state: 'closed',
        until: '2026-11-24T11:00:00.000Z',
        changedBy: { flow: 'Night switch', caller: '+14155550100' },
      },
    ])
    await studio.restart()
    expect(await list()).toMatchObject([{ state: 'closed' }])
    expect((await list())[0]?.usedBy.map(({ name }) => name)).toEqual(['Night switch'])
  })

  it('changes nothing in a preview, whose later steps see what it would do', async () => {
    const { id } = await create('Night service')
    const { id: flowId } = await studio.publish(setter(id))
    const { events } = await studio.api<{ events: { kind: string; text?: string }[] }>(
      'POST',
      `/flows/${flowId}/preview`,
      {
        call: { from: '+14155550100', to: CALL.To },
      },
    )
    const said = events.flatMap(({ kind, text }) => (kind === 'speech' ? [text] : []))
    expect(said).toEqual(['hello', 'closed'])
    expect(events.some(({ text }) => text?.includes('Night service: Closed for 1 hour (in this preview only)'))).toBe(
      true,
    )
    expect(await list()).toMatchObject([{ state: 'automatic', changedAt: null }])
  })

  it('changes nothing when the address is tested', async () => {
    const { id } = await create()
    const { id: flowId } = await studio.publish(
      flow()
        .step('set', 'data.switch', { switch: id, state: 'open' })
        .step('a', 'tts', { text: 'a' })
        .chain('set', 'a')
        .build(),
    )
    await studio.api('POST', `/flows/${flowId}/probe`)
    expect(await list()).toMatchObject([{ state: 'automatic', changedAt: null }])
  })
})
