/** Several processes on one port and one store: each answers what any of them was told, and any of them may die. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Flow, Probe } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type Sent, send } from './testing/http.ts'
import { killAll, spawnServer } from './testing/spawn-server.ts'
import { type SpawnedWorkers, spawnWorkers } from './testing/spawn-workers.ts'
import { CALL } from './testing/studio.ts'

const root = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
let count = 0
const newFolder = (): string => join(root, String(++count))
afterEach(killAll)
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** How soon a change is seen elsewhere, on a busy machine. */
const SOON = { timeout: 10_000, interval: 50 }
const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()
const json = (method: string, body: unknown): Sent => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

async function api<T>({ url }: { url: string }, method: string, path: string, body?: unknown): Promise<T> {
  const { status, text } = await send(`${url}/api${path}`, body === undefined ? { method } : json(method, body))
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
  return (text === '' ? {} : JSON.parse(text)) as T
}

async function publish(server: { url: string }, text: string): Promise<{ id: string; path: string }> {
  const { id, pivotUrl } = await api<Flow>(server, 'POST', '/flows', { name: text, document: saying(text) })
  await api(server, 'POST', `/flows/${id}/publish`, {})
  return { id, path: new URL(pivotUrl).pathname }
}

const call = ({ url }: { url: string }, path: string, callId: string) =>
  send(url + path, json('POST', { ...CALL, 'Call-ID': callId }))

interface Made {
  callId: string
  sentAt: number
  /** Null: it was not answered. */
  answeredAt: number | null
}

/** Calls at a steady rate, each on a connection of its own. */
function callSteadily(
  server: { url: string },
  path: string,
  perSecond: number,
): { stop: () => Promise<Made[]>; made: Made[]; stallMs: () => number } {
  const made: Made[] = []
  const calls: Promise<void>[] = []
  let dueAt = performance.now()
  let stallMs = 0
  const timer = setInterval(() => {
    const now = performance.now()
    stallMs = Math.max(stallMs, now - dueAt)
    for (; dueAt <= now; dueAt += 1000 / perSecond) {
      const one: Made = { callId: `steady-${made.length}`, sentAt: performance.now(), answeredAt: null }
      made.push(one)
      calls.push(
        call(server, path, one.callId).then(
          ({ status }) => {
            if (status === 200) one.answeredAt = performance.now()
          },
          () => undefined, // the worker that had it is dead
        ),
      )
    }
  }, 2)
  return {
    made,
    stallMs: () => stallMs,
    async stop() {
      clearInterval(timer)
      await Promise.all(calls)
      return made
    },
  }
}

async function loggedCalls(server: { url: string }): Promise<Set<string>> {
  const logged = new Set<string>()
  for (let before = ''; ; ) {
    const page = await api<{ calls: { id: string; callId: string }[]; next: string | null }>(
      server,
      'GET',
      `/calls?limit=500${before}`,
    )
    for (const { callId } of page.calls) logged.add(callId)
    if (page.next === null) return logged
    before = `&before=${page.next}`
  }
}

/** Asks one worker after the other, until each answers with this text. */
async function areTold(server: SpawnedWorkers, path: string, text: string): Promise<void> {
  const answer = async () => JSON.parse((await call(server, path, 'x')).text).data?.text
  for (const worker of server.workers()) await expect.poll(() => server.at(worker, answer), SOON).toBe(text)
}

describe('workers', { timeout: 60_000 }, () => {
  it('answer with what was published at one of them, and know what was saved at another', async () => {
    const server = await spawnWorkers(3, { dataDir: newFolder() })
    const [first = 0, second = 0, third = 0] = server.workers()
    const { id, path } = await server.at(first, () => publish(server, 'First.'))
    await areTold(server, path, 'First.')
    await server.at(second, async () => {
      await api(server, 'PUT', `/flows/${id}`, { name: 'Again', document: saying('Second.'), revision: 1 })
      await api(server, 'POST', `/flows/${id}/publish`, {})
    })
    await areTold(server, path, 'Second.')
    // What was saved on one connection is found on another, without waiting.
    const { id: switchId } = await server.at(third, () =>
      api<{ id: string }>(server, 'POST', '/switches', { name: 'A' }),
    )
    const { switches } = await server.at(first, () => api<{ switches: { id: string }[] }>(server, 'GET', '/switches'))
    expect(switches.map((each) => each.id)).toEqual([switchId])
    expect(await server.kill('SIGTERM')).toBe(0)
  })

  it('survive kill -9 of any of them: other calls are answered, and what was acknowledged is logged', async () => {
    const server = await spawnWorkers(3, { dataDir: newFolder() })
    const { path } = await publish(server, 'Hello.')
    await areTold(server, path, 'Hello.')
    const load = callSteadily(server, path, 150)
    const killedAt: number[] = []
    const victims = [() => server.keeper(), () => server.workers().find((pid) => pid !== server.keeper()) ?? 0]
    for (const victim of victims) {
      await wait(800)
      const pid = victim()
      killedAt.push(performance.now())
      process.kill(pid, 'SIGKILL')
      await expect.poll(() => server.workers().includes(pid), SOON).toBe(false)
      await expect.poll(() => server.workers().length, SOON).toBe(3)
      expect(server.workers()).toContain(server.keeper())
    }
    const made = await load.stop()
    const graceMs = 100 + load.stallMs()
    const isNearKill = (answeredAt: number): boolean => killedAt.some((at) => Math.abs(at - answeredAt) <= graceMs)
    const failed = made.filter(({ answeredAt }) => answeredAt === null)
    expect(
      failed.filter(({ sentAt }) => !killedAt.some((at) => sentAt <= at + graceMs && sentAt >= at - 5000)),
    ).toEqual([])
    expect(failed.length).toBeLessThan(made.length / 4)
    await expect
      .poll(async () => {
        const logged = await loggedCalls(server)
        const lost = made.filter(({ callId, answeredAt }) => answeredAt !== null && !logged.has(callId))
        return lost.filter(({ answeredAt }) => !isNearKill(answeredAt ?? 0))
      }, SOON) // the latest ones wait for their batch
      .toEqual([])
    expect(await server.kill('SIGTERM')).toBe(0)
  })

  it.each([
    { how: 'accept', keepsConnections: 'false' },
    { how: 'are dealt', keepsConnections: 'true' },
  ])(
    'that $how connections are replaced one after the other on SIGHUP, and every call is answered and logged',
    async ({ keepsConnections }) => {
      const environment = { PIVOT_KEEP_ALIVE: keepsConnections }
      const server = await spawnWorkers(2, { dataDir: newFolder(), environment })
      const { path } = await publish(server, 'Hello.')
      await areTold(server, path, 'Hello.')
      const before = server.workers()
      const load = callSteadily(server, path, 100)
      await wait(300)
      server.signal('SIGHUP')
      await expect.poll(server.output, { timeout: 20_000, interval: 50 }).toContain('"The workers are replaced."')
      await wait(500)
      const made = await load.stop()
      expect(made.filter(({ answeredAt }) => answeredAt === null)).toEqual([])
      expect(server.workers()).toHaveLength(2)
      expect(server.workers().filter((pid) => before.includes(pid))).toEqual([])
      await expect
        .poll(async () => {
          const logged = await loggedCalls(server)
          return made.filter(({ callId }) => !logged.has(callId)).length
        }, SOON)
        .toBe(0)
      expect(await server.kill('SIGTERM')).toBe(0)
    },
  )
})

describe('what one worker knows', { timeout: 60_000 }, () => {
  const password = 'long enough to be here'
  const as = (given: string) => ({ authorization: `Basic ${Buffer.from(`admin:${given}`).toString('base64')}` })

  it('counts for all: metrics, also of a worker that has ended, and wrong passwords', async () => {
    const server = await spawnWorkers(2, { dataDir: newFolder(), environment: { ADMIN_PASSWORD: password } })
    const [first = 0, second = 0] = server.workers()
    const statusWith = async (given: string) => (await send(`${server.url}/api/flows`, { headers: as(given) })).status
    const answered = async () => {
      const { text } = await send(`${server.url}/metrics`)
      return Number(/^callflow_answer_seconds_count (\d+)$/m.exec(text)?.[1])
    }
    for (const worker of [first, second])
      for (let sent = 0; sent < 3; sent++) await server.at(worker, () => call(server, '/pivot/nobody', 'x'))
    expect(await answered()).toBe(6)
    process.kill(first, 'SIGTERM')
    await expect.poll(() => server.workers().includes(first), SOON).toBe(false)
    await expect.poll(() => server.workers().length, SOON).toBe(2)
    await expect.poll(answered, SOON).toBe(6)

    await server.at(second, async () => {
      for (let tries = 0; tries < 12; tries++) await statusWith('wrong')
    })
    const third = server.workers().find((pid) => pid !== second) ?? 0
    await expect.poll(() => server.at(third, () => statusWith(password)), SOON).toBe(429)
    expect(await server.kill('SIGTERM')).toBe(0)
  })

  it('is not asked of a test of the address: it is known at each', async () => {
    const server = await spawnWorkers(2, { dataDir: newFolder() })
    const { id } = await publish(server, 'Hello.')
    for (let count = 0; count < 10; count++) {
      const { checks } = await api<Probe>(server, 'POST', `/flows/${id}/probe`, {})
      expect(checks.filter(({ ok, name }) => !ok && name !== 'Address')).toEqual([])
    }
    // Each worker writes its own entries, a moment after the answer.
    const areTests = async () =>
      (await api<{ calls: { isTest: boolean }[] }>(server, 'GET', '/calls')).calls.map(({ isTest }) => isTest)
    await expect.poll(areTests, SOON).toEqual(Array(10).fill(true))
    await server.kill('SIGTERM')
  })
})

describe('a start with workers', () => {
  const startFailure = (environment: Record<string, string>, dataDir = newFolder()) =>
    spawnServer({ dataDir, environment: { WORKERS: '3', ...environment } }).then(
      () => 'it started',
      (error: Error) => error.message.trim(),
    )

  it('says once what keeps it from starting', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    expect(await startFailure({ PORT: String(port) })).toBe(`PORT: ${port} is in use. Set PORT to another one.`)
    other.close()
    const dataDir = newFolder()
    writeFileSync(dataDir, '')
    expect((await startFailure({}, dataDir)).split('\n')).toEqual([expect.stringContaining('Check that DATA_DIR')])
    expect(await startFailure({ WORKERS: 'many' })).toBe('WORKERS: write auto, or a whole number from 1 to 32.')
  })
})
