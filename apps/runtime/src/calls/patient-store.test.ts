import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type CallEntry, toRow } from './call-entry.ts'
import { createPatientStore } from './patient-store.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

it('a log that one process sets aside is left by the others too, and none sets the new one aside', async () => {
  const location = { dataDir, databaseUrl: null }
  const [here, there] = [createPatientStore(location, new Map()), createPatientStore(location, new Map())]
  const write = (store: typeof here, id: number) => store.use((log) => log.insert([toRow(id, ENTRY)]))
  await write(here, 1)
  await write(there, 2)
  let failures = 1
  await here.use(() => {
    if (failures-- > 0) throw Object.assign(new Error('a page is damaged'), { code: 'SQLITE_CORRUPT' })
  })
  await write(there, 3)
  await write(here, 4)
  expect((await here.use((log) => log.list({ limit: 10 }))).map(({ id }) => id)).toEqual([4, 3])
  expect(readdirSync(dataDir).filter((name) => /^calls-broken.*sqlite$/.test(name))).toHaveLength(1)
  await here.close()
  await there.close()
})

const ENTRY: CallEntry = {
  callId: 'a',
  flowId: 'f',
  flowName: '',
  version: 1,
  at: new Date('2026-11-24T12:00:00Z'),
  callerName: '',
  callerNumber: '',
  to: '',
  hop: 1,
  status: 200,
  tookMs: 1,
  state: 'handed_over',
  error: null,
  askedFor: null,
  request: { method: 'POST', url: '/', contentType: '', body: '' },
  response: { contentType: '', body: '' },
  trace: [],
  variables: null,
  lookUps: null,
  warnings: [],
  isRefused: false,
  isTest: false,
}
