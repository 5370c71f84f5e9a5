import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Crossbar, createCrossbar } from '../create-crossbar.ts'
import { type FakeAccount, type FakeCrossbar, startFakeCrossbar } from '../fake/index.ts'
import { sendWithFetch } from '../send-with-fetch.ts'
import type { JsonObject } from '../transport/envelope.ts'
import { isEmergency, lookAtNumber, ownerOf } from './number-in-use.ts'
import { beforeOurs, HalfDoneError, isOurs, type OurFlow, planTakeOver, putBack, takeOver } from './take-over.ts'

const ACCOUNT = 'a1'.repeat(16)
const MAIN = 'c1'.repeat(16)
const TEAM = 'c2'.repeat(16)
const KEY = 'k'.repeat(64)
const NUMBER = '+14155550100'
const user = (id: string) => ({ module: 'user', data: { id: id.repeat(16) }, children: {} })

const account = (): FakeAccount => ({
  id: ACCOUNT,
  name: 'Acme',
  realm: 'acme.example.com',
  parentId: null,
  apiKey: KEY,
  documents: {
    users: [{ id: '71'.repeat(16), first_name: 'Ann', last_name: 'Bell', username: 'ann' }],
    callflows: [
      { id: MAIN, name: 'Main', numbers: [NUMBER], flow: user('71'), contact_list: { exclude: false }, flags: ['vip'] },
      { id: TEAM, name: 'Team', numbers: ['+14155550110', '3001'], flow: user('71') },
      { id: 'c3'.repeat(16), name: 'Extensions', numbers: ['4000'], patterns: ['^(5\\d{3})$'], flow: user('71') },
      { id: 'c4'.repeat(16), numbers: ['no_match'], flow: { module: 'offnet', data: {}, children: {} } },
      { id: 'c5'.repeat(16), numbers: ['2001'], type: 'mainUserCallflow', flow: user('71') },
    ],
  },
  numbers: {
    [NUMBER]: {},
    '+14155550110': {},
    '+14155550150': { used_by: 'trunkstore' },
    '+14155550160': { state: 'released' },
  },
})
const flow: OurFlow = {
  flowId: 'f1',
  pivot: {
    voice_url: 'https://studio.example.com/pivot/key',
    method: 'post',
    req_format: 'kazoo',
    req_body_format: 'json',
    debug: false,
  },
  fallback: { module: 'hangup', data: {}, children: {} },
}

let kazoo: FakeCrossbar
let crossbar: Crossbar
beforeEach(async () => {
  kazoo = await startFakeCrossbar({ accounts: [account()] })
  const signIn = { type: 'api-key', apiKey: KEY } as const
  crossbar = createCrossbar({
    baseUrl: kazoo.url,
    accountId: ACCOUNT,
    signIn,
    send: sendWithFetch,
  })
})
afterEach(async () => {
  expect(kazoo.patchesOfFlow()).toEqual([])
  await kazoo.stop()
})

const stored = (id = MAIN) => kazoo.read(ACCOUNT, 'callflows', id)?.data
/** KAZOO has filled in its defaults. */
function expectAsBefore(before: JsonObject | undefined) {
  expect(stored()).toMatchObject(before ?? {})
  expect(stored()).not.toHaveProperty('callflow_studio')
}
const holder = (number: string) =>
  kazoo.all(ACCOUNT, 'callflows').filter(({ data }) => (data.numbers as string[]).includes(number))
async function plan(number = NUMBER, scope: 'number' | 'callflow' = 'number') {
  const planned = planTakeOver(await lookAtNumber(crossbar, number), flow, scope)
  return planned ?? expect.fail('no plan')
}

describe('what answers a number', () => {
  it.each([
    [NUMBER, 'number', 'Main', []],
    ['5123', 'pattern', 'Extensions', []],
    ['2001', 'number', undefined, ['other-app']],
    ['+14155550150', 'catch-all', undefined, ['not-callflow']],
    ['+14155550160', 'catch-all', undefined, ['not-in-service']],
    ['+14155550199', 'catch-all', undefined, ['unknown']],
    ['911', 'catch-all', undefined, ['emergency']],
  ])('%s', async (number, answeredBy, name, obstacles) => {
    const found = await lookAtNumber(crossbar, number)
    expect(found).toMatchObject({ answeredBy, obstacles })
    expect(found.callflow?.data.name).toBe(name)
  })

  it('is the callflow whose pattern matches most of it, and none where a pattern cannot be read', () => {
    const summary = (id: string, patterns: string[]) => ({
      id,
      name: id,
      numbers: [],
      patterns,
      modules: [],
      isFeatureCode: false,
      type: null,
      flags: [],
      ownerId: null,
      groupId: null,
    })
    const callflows = [summary('a', ['^51']), summary('b', ['^512\\d']), summary('c', ['(?<x'])]
    expect(ownerOf(callflows, '5123')).toMatchObject({ summary: { id: 'b' }, by: 'pattern' })
    expect(ownerOf(callflows, '6')).toBeNull()
  })

  it.each(['911', '9911', '112', '999', '000'])('%s is for emergencies, and never taken over', async (number) => {
    expect(isEmergency(number)).toBe(true)
    expect(planTakeOver(await lookAtNumber(crossbar, number), flow, 'number')).toBeNull()
  })
})

describe('a number of a callflow of its own', () => {
  it('is taken over in one write, with the old tree as what callers get without the studio', async () => {
    const before = stored()
    const taken = await takeOver(crossbar, await plan())
    expect(kazoo.calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
    expect(stored()).toMatchObject({
      name: 'Main',
      numbers: [NUMBER],
      contact_list: { exclude: false },
      flags: ['vip', 'callflow-studio'],
      flow: { module: 'pivot', data: flow.pivot, children: { _: before?.flow } },
    })
    expect(await putBack(crossbar, taken)).toMatchObject({ ok: true })
    expectAsBefore(before)
  })

  it('is not touched where somebody saved the callflow meanwhile', async () => {
    const planned = await plan()
    kazoo.edit(ACCOUNT, 'callflows', MAIN, (data) => ({ ...data, name: 'Renamed' }))
    await expect(takeOver(crossbar, planned)).rejects.toMatchObject({ kind: 'changed' })
    expect(stored()).toMatchObject({ name: 'Renamed', flow: { module: 'user' } })
  })

  it('is taken over once where the answer of KAZOO was lost', async () => {
    const planned = await plan()
    kazoo.fail('cut-after', { method: 'POST', path: 'callflows' })
    const taken = await takeOver(crossbar, planned)
    expect(taken.revision).toBe(kazoo.read(ACCOUNT, 'callflows', MAIN)?.revision)
    expect(kazoo.calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it('stays as it was where the connection broke before', async () => {
    const planned = await plan()
    kazoo.fail('cut-before', { method: 'POST', path: 'callflows' })
    await expect(takeOver(crossbar, planned)).rejects.toMatchObject({ kind: 'unknown-outcome' })
    expect(stored()).toMatchObject({ flow: { module: 'user' } })
  })

  it('shows what somebody changed before it is overwritten, and takes KAZOO’s own keys for no change', async () => {
    const before = stored()
    const taken = await takeOver(crossbar, await plan())
    kazoo.edit(ACCOUNT, 'callflows', MAIN, (data) => ({ ...data, ui_metadata: { ui: 'monster-ui' } }))
    const edited = kazoo.edit(ACCOUNT, 'callflows', MAIN, (data) => ({ ...data, flow: user('71') }))
    const refused = await putBack(crossbar, taken)
    expect(refused).toMatchObject({
      ok: false,
      why: 'edited',
      revision: edited.revision,
      now: { flow: { module: 'user' } },
    })
    expect(await putBack(crossbar, taken, edited.revision)).toMatchObject({ ok: true })
    expectAsBefore(before)
  })

  it('is given back although Monster UI has saved it', async () => {
    const taken = await takeOver(crossbar, await plan())
    kazoo.edit(ACCOUNT, 'callflows', MAIN, (data) => ({ ...data, ui_metadata: { ui: 'monster-ui' } }))
    expect(await putBack(crossbar, taken)).toMatchObject({ ok: true })
  })

  it('can be given back from the callflow alone', async () => {
    const before = stored()
    await takeOver(crossbar, await plan())
    const { data, revision } = await crossbar.callflows.get(MAIN)
    const old = beforeOurs(data) ?? expect.fail('not ours')
    await crossbar.callflows.replace(MAIN, old, revision)
    expectAsBefore(before)
    expect(beforeOurs(old)).toBeNull()
  })

  it('is gone where somebody deleted the callflow', async () => {
    const taken = await takeOver(crossbar, await plan())
    kazoo.remove(ACCOUNT, 'callflows', MAIN)
    expect(await putBack(crossbar, taken)).toEqual({ ok: false, why: 'gone' })
  })
})

describe('one of several numbers of a callflow', () => {
  it('goes to a callflow of its own, and back', async () => {
    const before = stored(TEAM)
    const planned = await plan('+14155550110')
    expect(planned.how).toBe('split')
    const taken = await takeOver(crossbar, planned)
    expect(stored(TEAM)).toMatchObject({ numbers: ['3001'], flow: { module: 'user' } })
    expect(holder('+14155550110')).toMatchObject([{ data: { flow: { module: 'pivot' } } }])
    expect(await putBack(crossbar, taken)).toMatchObject({ ok: true })
    expect(holder('+14155550110')).toMatchObject([{ id: TEAM }])
    expect(stored(TEAM)).toMatchObject({ ...before, numbers: ['3001', '+14155550110'] })
  })

  it('comes with the others where that is wanted', async () => {
    const planned = await plan('+14155550110', 'callflow')
    expect(planned.how).toBe('in-place')
    await takeOver(crossbar, planned)
    expect(stored(TEAM)).toMatchObject({ numbers: ['+14155550110', '3001'], flow: { module: 'pivot' } })
  })

  it('goes back where no callflow can be made for it', async () => {
    const planned = await plan('+14155550110')
    kazoo.fail('unavailable', { method: 'PUT', path: 'callflows' })
    await expect(takeOver(crossbar, planned)).rejects.toBeInstanceOf(Error)
    expect(holder('+14155550110')).toMatchObject([{ id: TEAM, data: { flow: { module: 'user' } } }])
  })

  it('is said to be in no callflow where it cannot go back either', async () => {
    const planned = await plan('+14155550110')
    kazoo.fail('conflict', { method: 'PUT', path: 'callflows' })
    kazoo.fail(
      { meanwhile: () => kazoo.fail('precondition', { method: 'PATCH' }) },
      { method: 'PUT', path: 'callflows' },
    )
    const failed = await takeOver(crossbar, planned).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(HalfDoneError)
    expect(String(failed)).toContain('Add +14155550110 to “Team” in KAZOO.')
  })

  it('is not taken from who was faster', async () => {
    const planned = await plan('+14155550110')
    kazoo.fail(
      { meanwhile: () => void kazoo.add(ACCOUNT, 'callflows', { numbers: ['+14155550110'], flow: user('71') }) },
      { method: 'PUT', path: 'callflows' },
    )
    await expect(takeOver(crossbar, planned)).rejects.toBeInstanceOf(Error)
    expect(holder('+14155550110').every(({ data }) => (data.flow as { module: string }).module === 'user')).toBe(true)
  })
})

describe('a number that no callflow has', () => {
  it('gets one, which goes when it is given back', async () => {
    const planned = await plan('+14155550150')
    const taken = await takeOver(crossbar, planned)
    expect(holder('+14155550150')).toMatchObject([
      { data: { flow: { module: 'pivot', children: { _: { module: 'hangup' } } } } },
    ])
    expect(await putBack(crossbar, taken)).toEqual({ ok: true, revision: null })
    expect(holder('+14155550150')).toEqual([])
  })

  it('is found where the answer was lost', async () => {
    const planned = await plan('+14155550150')
    kazoo.fail('cut-after', { method: 'PUT', path: 'callflows' })
    const taken = await takeOver(crossbar, planned)
    expect(holder('+14155550150')).toMatchObject([{ id: taken.callflowId }])
  })
})

describe('what we wrote', () => {
  it('has KAZOO’s defaults and nothing else', () => {
    const pivot = (data: JsonObject, children: JsonObject) => ({
      module: 'pivot',
      data: { ...flow.pivot, ...data },
      children,
    })
    const written = { numbers: ['1'], flow: pivot({}, { _: user('71') }) }
    expect(isOurs({ ...written, flow: pivot({ cdr_url: 'x' }, { _: user('71') }) }, written)).toBe(true)
    expect(isOurs({ ...written, flow: pivot({}, { _: user('71'), USER_BUSY: user('71') }) }, written)).toBe(false)
    expect(isOurs({ ...written, numbers: ['1', '2'] }, written)).toBe(false)
  })
})
