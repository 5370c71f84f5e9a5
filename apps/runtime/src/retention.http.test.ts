/** What is stored has an end: deleted flows, deleted tables and counts of traffic. */
import type { FlowList, Traffic } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'
import { queryStored } from './testing/test-store.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const WITHIN = { timeout: 20_000, interval: 50 }
const TABLE = { name: 'Orders', columns: [{ name: 'key', type: 'text' }], keyColumn: 'key' }
let studio: TestStudio
/** On the same data, with an earlier clock: it has nothing to clean up. */
let other: TestStudio
let time = Date.now()
let deletedFlow: { id: string; pivotUrl: string }
let deletedTable: { id: string }
let oldFlow: { id: string; pivotUrl: string }

const greeting = flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build()
const ask = (server: TestStudio) => server.send(new URL(deletedFlow.pivotUrl).pathname)
const table = () => studio.api<{ id: string }>('POST', '/tables', TABLE, 201)

/** The calls of a flow in all the time that there may be counts of. */
async function countCalls(id: string): Promise<number> {
  const to = new Date(time + DAY_MS).toISOString()
  return (await studio.api<Traffic>('GET', `/flows/${id}/traffic?from=2026-01-01T00:00:00Z&to=${to}`)).calls
}

beforeAll(async () => {
  studio = await startStudio({
    now: () => new Date(time),
    environment: { DELETED_FLOWS_DAYS: '30', TRAFFIC_DAYS: '40' },
  })
  other = await startStudio({ dataDir: studio.dataDir })
  deletedFlow = await studio.publish(greeting)
  oldFlow = await studio.publish(greeting, 'Old')
  await studio.ask(oldFlow.pivotUrl, { 'Call-ID': 'old' })
  expect(await countCalls(oldFlow.id)).toBe(1)
  await studio.api('DELETE', `/flows/${deletedFlow.id}`, undefined, 204)
  await other.api('GET', '/flows') // looks for changes
  expect((await ask(other)).text).toContain('fault') // the fallback
  deletedTable = await table()
  await studio.api('DELETE', `/tables/${deletedTable.id}`, undefined, 204)
  time += 39 * DAY_MS
  await table()
  const { id, pivotUrl } = await studio.publish(greeting, 'Young')
  await studio.ask(pivotUrl, { 'Call-ID': 'young' })
  expect(await countCalls(id)).toBe(1)
  time += 2 * DAY_MS
  await studio.restart()
})
afterAll(async () => {
  await other.stop()
  await studio.stop()
})

it('a flow that was in the trash for DELETED_FLOWS_DAYS is gone at every server, and its key is unknown', async () => {
  for (const server of [studio, other]) await expect.poll(async () => (await ask(server)).status, WITHIN).toBe(404)
  await studio.api('POST', `/flows/${deletedFlow.id}/restore`, undefined, 404)
  expect((await studio.api<FlowList>('GET', '/flows?trash=true')).flows).toEqual([])
})

it('a table that was deleted leaves nothing after a day', async () => {
  const stored = () => queryStored<{ id: string }>(studio.dataDir, 'select table_id as id from table_states')
  await expect.poll(stored, WITHIN).not.toContainEqual({ id: deletedTable.id })
  expect(await queryStored(studio.dataDir, 'select id from data_tables')).toEqual(await stored())
  expect((await studio.api<{ tables: unknown[] }>('GET', '/tables')).tables).toHaveLength(1)
})

it('counts of traffic go after TRAFFIC_DAYS, and younger ones stay', async () => {
  await expect.poll(() => countCalls(oldFlow.id), WITHIN).toBe(0)
  const young = (await studio.api<FlowList>('GET', '/flows')).flows.find(({ name }) => name === 'Young')
  expect(await countCalls(young?.id ?? '')).toBe(1)
})
