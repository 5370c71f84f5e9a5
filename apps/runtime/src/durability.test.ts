/** kill -9 in the middle of saves and publishing: what was acknowledged is there after the next start. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, expect, it } from 'vitest'
import { send } from './testing/http.ts'
import { killAll, spawnServer } from './testing/spawn-server.ts'

const root = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
afterAll(() => {
  killAll()
  rmSync(root, { recursive: true, force: true })
})

const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()

async function call<T>(url: string, method: string, path: string, body?: unknown): Promise<T | null> {
  try {
    const { status, text } = await send(`${url}/api${path}`, {
      method,
      ...(method === 'GET'
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
    })
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
    return JSON.parse(text) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) return null // killed before it could acknowledge
    throw error
  }
}

it('says what is wrong with its configuration, one line a mistake, and ends', async () => {
  const environment = { PORT: 'x', HOST: '0.0.0.0', TRUST_PROXY: 'maybe' }
  const failure = await spawnServer({ dataDir: join(root, 'mistakes'), environment }).catch((error: unknown) => error)
  if (!(failure instanceof Error)) throw new Error('It started.')
  expect(failure.cause).toBe(1)
  expect(
    failure.message
      .trim()
      .split('\n')
      .map((line) => line.split(':')[0]),
  ).toEqual(['PORT', 'TRUST_PROXY'])
})

it('every acknowledged save and version survives kill -9', async () => {
  const start = () => spawnServer({ dataDir: join(root, 'saves') })
  let server = await start()
  const created = await call<{ id: string }>(server.url, 'POST', '/flows', {
    name: 'Kept',
    document: saying('Save 1.'),
  })
  const path = `/flows/${created?.id}`
  let revision = 1
  let version = 0
  const published = new Map<number, string>()

  for (let round = 1; round <= 5; round++) {
    const { url, kill } = server
    let acknowledged = 0
    let killed: Promise<number | null> = Promise.resolve(null)
    const killSoon = () => {
      // Each round at another moment of the work, however fast the machine is.
      killed = new Promise((resolve) => setTimeout(() => resolve(kill('SIGKILL')), round * 7))
    }
    for (;;) {
      const text = `Save ${revision + 1}.`
      const saved = await call<{ revision: number }>(url, 'PUT', path, {
        name: 'Kept',
        document: saying(text),
        revision,
      })
      if (!saved) break
      revision = saved.revision
      const made = await call<{ version: number }>(url, 'POST', `${path}/publish`)
      if (!made) break
      version = made.version
      published.set(version, text)
      acknowledged += 1
      if (acknowledged === 2) killSoon()
    }
    await killed

    server = await start()
    const stored = await call<{ revision: number; latestVersion: number | null }>(server.url, 'GET', path)
    // What was under way when the server died may be there too; what was acknowledged must.
    expect(stored?.revision).toBeGreaterThanOrEqual(revision)
    expect(stored?.latestVersion ?? 0).toBeGreaterThanOrEqual(version)
    for (const [number, text] of published) {
      const kept = await call<{ document: unknown }>(server.url, 'GET', `${path}/versions/${number}`)
      expect(kept?.document).toEqual(saying(text))
    }
    revision = stored?.revision ?? 0
  }
  expect(published.size).toBeGreaterThan(5)
  expect(await server.kill('SIGTERM')).toBe(0)
})

it('an import that is killed leaves all of the old rows or all of the new ones', async () => {
  const start = () => spawnServer({ dataDir: join(root, 'imports') })
  let server = await start()
  const columns = ['number', 'state'].map((name) => ({ name, type: 'text' }))
  const table = await call<{ id: string }>(server.url, 'POST', '/tables', { name: 'x', columns, keyColumn: 'number' })
  const path = `/tables/${table?.id}`
  const importRows = (count: number, state: string): Promise<boolean> =>
    send(`${server.url}/api${path}/import`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: ['number,state', ...Array.from({ length: count }, (_, index) => `${index},${state}`)].join('\n'),
    }).then(
      ({ status }) => status === 200,
      () => false, // killed before it could acknowledge
    )
  expect(await importRows(10, 'round 0')).toBe(true)
  let kept = 0
  for (let round = 1; round <= 4; round++) {
    const importing = importRows(5000, `round ${round}`)
    await new Promise((resolve) => setTimeout(resolve, round * 90))
    await server.kill('SIGKILL')
    const isDone = await importing
    server = await start()
    const count = async (search: string) =>
      (await call<{ total: number }>(server.url, 'GET', `${path}/rows?search=${encodeURIComponent(search)}`))?.total
    const total = await count('')
    if (isDone) expect(await count(`round ${round}`)).toBe(5000)
    // What was under way may have come to its end unacknowledged; a part of it never.
    else if ((await count(`round ${round}`)) === 0) expect(await count(`round ${kept}`)).toBe(total)
    else expect(await count(`round ${round}`)).toBe(total)
    expect([10, 5000]).toContain(total)
    if ((await count(`round ${round}`)) !== 0) kept = round
  }
  expect(await importRows(20, 'at last')).toBe(true)
  expect(await server.kill('SIGTERM')).toBe(0)
})
