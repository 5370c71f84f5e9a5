/** What a studio finds in the databases of earlier versions, which all hold the same. */
import { expect } from 'vitest'
import type { TestStudio } from './studio.ts'

export async function readFlows({ api, url, send }: TestStudio): Promise<void> {
  const { flows } = await api<{ flows: { id: string; name: string; liveVersion: number | null }[] }>('GET', '/flows')
  expect(flows.map(({ id, name, liveVersion }) => [id, name, liveVersion]).sort()).toEqual([
    ['f1', 'Front desk', 2],
    ['f2', 'Written by hand', null],
  ])
  const trash = await api<{ flows: { name: string }[] }>('GET', '/flows?trash=true')
  expect(trash.flows.map(({ name }) => name)).toEqual(['Deleted'])
  const byHand = await api('GET', '/flows/f2')
  expect(byHand.document).toMatchObject({ nodes: [{ id: 'start' }, { id: 'hello' }] })
  const { versions } = await api<{ versions: { version: number; note: string }[] }>('GET', '/flows/f1/versions')
  expect(versions.map(({ version, note }) => [version, note]).sort()).toEqual([
    [1, ''],
    [2, 'Friendlier'],
  ])
  await api('GET', '/flows/f1/versions/1')
  await api('POST', '/flows/f2/publish', {})
  for (const [key, text] of [
    ['key-of-the-front-desk-01', 'Hello again.'],
    ['key-of-the-written-one-02', 'Written by hand.'],
  ]) {
    const answer = await send(`/pivot/${key}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ 'Call-ID': 'a', 'Account-ID': 'b' }),
    })
    expect([url && answer.status, JSON.parse(answer.text).data]).toEqual([200, { text }])
  }
}

export async function readTables({ api }: TestStudio): Promise<void> {
  const { rows } = await api<{ rows: { values: object }[] }>('GET', '/tables/t1/rows')
  expect(rows.map(({ values }) => values)).toEqual([
    { number: '+14155550100', name: 'Alice' },
    { number: '+14155550101', name: 'Bobby' },
  ])
  const { secrets } = await api<{ secrets: object[] }>('GET', '/secrets')
  expect(secrets).toContainEqual(expect.objectContaining({ name: 'crm', isReadable: true }))
}

export async function readRecordings({ api }: TestStudio): Promise<void> {
  const { recordings } = await api<{ recordings: { id: string }[] }>('GET', '/recordings?callId=call-1')
  expect(recordings.map(({ id }) => id)).toEqual(['r1'])
}

export async function readWrittenRows({ api }: TestStudio): Promise<void> {
  const { rows } = await api<{ rows: object[] }>('GET', '/tables/t2/rows')
  expect(rows).toEqual([
    expect.objectContaining({ values: { caller: '+14155550100', calls: 2 }, expiresAt: '2026-12-24T00:00:00.000Z' }),
  ])
}

export async function readTests({ api }: TestStudio): Promise<void> {
  const { tests } = await api<{ tests: { name: string; lastRun: { passed: boolean } | null }[] }>(
    'GET',
    '/flows/f1/tests',
  )
  expect(tests.map(({ name, lastRun }) => [name, lastRun?.passed])).toEqual([
    ['Says hello', true],
    ['Never says good-bye', undefined],
  ])
}

export async function readSwitches({ api }: TestStudio): Promise<void> {
  const { switches } = await api<{ switches: { name: string; state: string }[] }>('GET', '/switches')
  expect(switches.map(({ name, state }) => [name, state]).sort()).toEqual([
    ['Holidays', 'automatic'],
    ['Night switch', 'closed'],
  ])
}
