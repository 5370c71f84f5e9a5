/** What a start finds: a full disk, a file that is none, a folder that is none. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flow } from '@callflow-studio/model/testing'
import Database from 'better-sqlite3'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { send } from './testing/http.ts'
import { killAll, spawnServer } from './testing/spawn-server.ts'

const root = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
afterAll(() => {
  killAll()
  rmSync(root, { recursive: true, force: true })
})
let dataDir = ''
let count = 0
beforeEach(() => {
  dataDir = join(root, String(++count))
})

const startFailure = async (environment?: Record<string, string>): Promise<string> =>
  spawnServer({ dataDir, ...(environment ? { environment } : {}) }).then(
    () => 'it started',
    (error: Error) => error.message.trim(),
  )

async function api(url: string, method: string, path: string, body: unknown = {}) {
  const { status, text } = await send(`${url}/api${path}`, {
    method,
    ...(method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return { status, body: JSON.parse(text) }
}

it('a full disk: calls are answered, changes are refused with the reason, and the log is said to be missing', async () => {
  const before = await spawnServer({ dataDir })
  const document = flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build()
  const { body: made } = await api(before.url, 'POST', '/flows', { name: 'Kept', document })
  await api(before.url, 'POST', `/flows/${made.id}/publish`)
  await before.kill('SIGTERM')

  const { url, output, kill } = await spawnServer({ dataDir, fileBlocks: 16 })
  expect((await send(`${url}/readyz`)).status).toBe(200)
  const answer = await send(url + new URL(made.pivotUrl).pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ 'Call-ID': 'a', 'Account-ID': 'b' }),
  })
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('Hello.')])
  const larger = flow()
    .step('say', 'tts', { text: 'Hello. '.repeat(5000) })
    .chain('say')
    .build()
  const saved = await api(url, 'PUT', `/flows/${made.id}`, { name: 'Kept', document: larger, revision: 1 })
  expect(saved).toMatchObject({ status: 507, body: { title: 'The disk of the studio is full.' } })
  expect((await api(url, 'GET', '/calls')).body.log.problem).toContain('calls.sqlite')
  expect(output()).toContain('studio.sqlite cannot be opened')
  expect(await kill('SIGTERM')).toBe(0)

  const after = await spawnServer({ dataDir })
  expect((await api(after.url, 'GET', `/flows/${made.id}`)).body.revision).toBe(1)
  await after.kill('SIGTERM')
})

it('a studio.sqlite that is none ends the start with one sentence that names it', async () => {
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'studio.sqlite'), 'x'.repeat(5000))
  expect(await startFailure()).toBe(
    `${join(dataDir, 'studio.sqlite')} cannot be opened: file is not a database (SQLITE_NOTADB). The file is damaged. Restore it from a backup.`,
  )
  expect(readFileSync(join(dataDir, 'studio.sqlite'), 'utf8')).toBe('x'.repeat(5000))
})

it('a DATA_DIR that is a file, and one below it', async () => {
  writeFileSync(dataDir, '')
  const said = await startFailure()
  expect(said).toContain(dataDir)
  expect(said).toContain('Check that DATA_DIR')
  expect(said).not.toContain('    at ')
  dataDir = join(dataDir, 'below')
  expect(await startFailure()).toContain('Check that DATA_DIR')
})

it('a port that is in use, and an address that this machine does not have', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  expect(await startFailure({ PORT: String(port) })).toBe(`PORT: ${port} is in use. Set PORT to another one.`)
  other.close()
  const elsewhere = { HOST: '192.0.2.1', ADMIN_PASSWORD: 'long enough to be here' }
  expect(await startFailure(elsewhere)).toBe('HOST: this machine has no address 192.0.2.1.')
})

it('listens before it has compiled what is live', async () => {
  const before = await spawnServer({ dataDir })
  const document = flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build()
  const { body: made } = await api(before.url, 'POST', '/flows', { name: 'Kept', document })
  await api(before.url, 'POST', `/flows/${made.id}/publish`)
  await before.kill('SIGTERM')
  const database = new Database(join(dataDir, 'studio.sqlite'))
  database.exec('drop trigger versions_stay; update versions set document = \'{"nodes":[\'')
  database.close()
  const { output, kill } = await spawnServer({ dataDir })
  await expect.poll(output, { timeout: 15_000 }).toContain('cannot be used')
  expect(output().indexOf('is ready')).toBeLessThan(output().indexOf('cannot be used'))
  await kill('SIGTERM')
})

it('a shutdown answers a connection that was opened before it and asks during it', async () => {
  const { url, output, kill } = await spawnServer({ dataDir })
  const young = connect(Number(new URL(url).port), '127.0.0.1')
  await new Promise((resolve) => young.once('connect', resolve))
  const ended = kill('SIGTERM')
  await expect.poll(output, { timeout: 5000, interval: 5 }).toContain('it answers what is under way')
  const answer = new Promise<string>((resolve, reject) => {
    let text = ''
    young.on('data', (chunk) => {
      text += chunk
    })
    young.on('end', () => resolve(text))
    young.on('error', reject)
  })
  young.write('GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n')
  expect(await answer).toMatch(/^HTTP\/1\.1 503 [\s\S]*connection: close/i)
  young.end()
  expect(await ended).toBe(0)
})

it('a data folder that is gone makes /readyz red, and no change is acknowledged', async () => {
  const { url, kill } = await spawnServer({ dataDir })
  const { body: made } = await api(url, 'POST', '/flows', { name: 'Kept' })
  expect((await send(`${url}/readyz`)).status).toBe(200)
  rmSync(dataDir, { recursive: true })
  expect((await send(`${url}/readyz`)).status).toBe(503)
  const saved = await api(url, 'PUT', `/flows/${made.id}`, { name: 'Lost', document: made.document, revision: 1 })
  expect(saved).toMatchObject({ status: 503, body: { title: 'The database of the studio cannot be written.' } })
  expect((await send(`${url}/healthz`)).status).toBe(200)
  await kill('SIGTERM')
})
