/** Three servers, each with its own folder, on one PostgreSQL: equal to each other, and answering while it is away. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { FlowDocument } from '@callflow-studio/model'
import type { Flow } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { send } from './testing/http.ts'
import { medianMs } from './testing/median-ms.ts'
import { type PostgresServer, startPostgres } from './testing/postgres-server.ts'
import { killAll, type SpawnedServer, spawnServer } from './testing/spawn-server.ts'
import { CALL, collectionOf, continuationOf, type Module } from './testing/studio.ts'
import { ask, lookingUp } from './testing/test-store.ts'

const SECRET = 'the same on all servers'
const OUTAGE_MS = 3000
const CALLS_PER_SECOND = 50
/** A look-up waits 250 ms; the answer comes on top. */
const LOOK_UP_MS = 300
const WITHIN = { timeout: 10_000, interval: 50 }

const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()
const menu = (prompt: string) => ({
  prompt: { type: 'tts', text: prompt },
  choices: [{ digits: '1', label: 'One' }],
  attempts: 2,
  timeoutMs: 5000,
  interdigitTimeoutMs: 2000,
})
const askingTwice = (text: string) =>
  flow()
    .step('first', 'input.menu', menu('First question.'))
    .step('second', 'input.menu', menu('Second question.'))
    .step('say', 'tts', { text })
    .chain('first')
    .edge('first.1', 'second')
    .edge('second.1', 'say')
    .build()
describe.runIf(inject('postgresUrl'))('three servers on one PostgreSQL', () => {
  const root = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
  let database: PostgresServer
  let servers: SpawnedServer[] = []
  const start = (name: string, environment: Record<string, string> = {}) =>
    spawnServer({
      dataDir: join(root, name),
      environment: { DATABASE_URL: database.url, STUDIO_SECRET: SECRET, STUDIO_EXAMPLES: 'true', ...environment },
    })
  beforeAll(async () => {
    const started = await startPostgres()
    if (!started) throw new Error('PostgreSQL did not start.')
    database = started
    servers = await Promise.all(['one', 'two', 'three'].map((name) => start(name)))
  }, 60_000)
  afterAll(async () => {
    killAll()
    await database?.stop()
    rmSync(root, { recursive: true, force: true })
  })

  /** The server whose turn it is. */
  const at = (turn: number): SpawnedServer => {
    const server = servers[turn % servers.length]
    if (!server) throw new Error('No server runs.')
    return server
  }
  const api = async <T>(server: SpawnedServer, method: string, path: string, body?: unknown, status = 200) => {
    const sent = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const received = await send(`${server.url}/api${path}`, body === undefined ? { method } : sent)
    expect([received.status, received.text]).toEqual([status, expect.any(String)])
    return JSON.parse(received.text) as T
  }
  const publish = async (document: FlowDocument) => {
    const made = await api<Flow>(at(0), 'POST', '/flows', { name: 'A flow', document }, 201)
    await api(at(0), 'POST', `/flows/${made.id}/publish`, {})
    for (const { url } of servers)
      await expect
        .poll(() => send(url + new URL(made.pivotUrl).pathname).then(({ status }) => status), WITHIN)
        .toBe(200)
    return made
  }
  const republish = async (server: SpawnedServer, id: string, document: FlowDocument) => {
    const { revision, name } = await api<Flow>(server, 'GET', `/flows/${id}`)
    await api(server, 'PUT', `/flows/${id}`, { name, document, revision })
    await api(server, 'POST', `/flows/${id}/publish`, {})
  }
  /** Asks as KAZOO does. */
  const call = (server: SpawnedServer, url: string, params: Record<string, unknown> = {}) =>
    send(server.url + new URL(url).pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...CALL, ...params }),
    })
  const treeAt = async (server: SpawnedServer, url: string, params?: Record<string, unknown>): Promise<Module> =>
    JSON.parse((await call(server, url, params)).text)
  const textAt = async (server: SpawnedServer, url: string) => (await treeAt(server, url)).data.text
  const press = (server: SpawnedServer, tree: Module) =>
    treeAt(server, continuationOf(tree), { Digits: { [collectionOf(tree)]: '1' } })

  it('start at once on an empty database, which is made once and gets the examples once', async () => {
    const { examples } = await api<{ examples: unknown[] }>(at(0), 'GET', '/examples')
    for (const server of servers) {
      const { flows } = await api<{ flows: Flow[] }>(server, 'GET', '/flows')
      expect(flows).toHaveLength(examples.length)
    }
    expect(await ask(database.url, 'select name from studio_migrations')).not.toEqual([])
  })

  it('answer the requests of one call in any order', async () => {
    const { pivotUrl } = await publish(askingTwice('Done.'))
    for (const order of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
      [0, 2, 1],
      [1, 0, 2],
      [2, 1, 0],
    ]) {
      const [first = 0, second = 0, third = 0] = order
      const asked = await treeAt(at(first), pivotUrl)
      const again = await press(at(second), asked)
      expect((await press(at(third), again)).data.text).toBe('Done.')
    }
  })

  it('answer a new version within a second, and a call that has begun by its own', async () => {
    const { id, pivotUrl } = await publish(askingTwice('Version 1.'))
    const begun = await Promise.all(servers.map((server) => treeAt(server, pivotUrl)))
    await republish(at(1), id, askingTwice('Version 2.'))
    const publishedAt = performance.now()
    const endOf = async (turn: number, tree: Module) =>
      (await press(at(turn + 2), await press(at(turn + 1), tree))).data.text
    const isNewAt = async (turn: number) => {
      await expect.poll(async () => endOf(turn, await treeAt(at(turn), pivotUrl)), WITHIN).toBe('Version 2.')
      return performance.now() - publishedAt
    }
    const newAfterMs = await Promise.all([...servers.keys()].map(isNewAt))
    expect(Math.max(...newAfterMs)).toBeLessThan(1000)
    for (const [turn, tree] of begun.entries()) expect(await endOf(turn, tree)).toBe('Version 1.')
  })

  it('find by reading what was published while nobody was listening', async () => {
    const listening = "from pg_stat_activity where query = 'listen callflow_changes'"
    const { id, pivotUrl } = await publish(saying('First.'))
    const cutting = new AbortController()
    const cut = (async () => {
      while (!cutting.signal.aborted) await ask(database.url, `select pg_terminate_backend(pid) ${listening}`)
    })()
    await republish(at(2), id, saying('Second.'))
    const publishedAt = performance.now()
    for (const server of servers) await expect.poll(() => textAt(server, pivotUrl), WITHIN).toBe('Second.')
    expect(performance.now() - publishedAt).toBeLessThan(2500)
    cutting.abort()
    await cut
    await expect.poll(() => ask(database.url, `select pid ${listening}`), WITHIN).toHaveLength(servers.length)
  })

  it('refuse a fourth one with another STUDIO_SECRET, which ends with one sentence', async () => {
    const error = await start('four', { STUDIO_SECRET: 'another one than the others' }).then(
      () => null,
      (reason: Error) => reason,
    )
    expect(error?.cause).toBe(1)
    expect(error?.message.trim()).toBe(
      'STUDIO_SECRET: the other servers of this database have another one. Set the same on all of them.',
    )
  })

  it('answer every call while the database is stopped, and lose nothing', async () => {
    const columns = [{ name: 'key', type: 'text' }]
    const { id: table } = await api<{ id: string }>(
      at(0),
      'POST',
      '/tables',
      { name: 'T', columns, keyColumn: 'key', live: true },
      201,
    )
    await api(at(0), 'POST', `/tables/${table}/rows`, { values: { key: 'A' } }, 201)
    const { id, pivotUrl } = await publish(askingTwice('Done.'))
    const look = await publish(lookingUp(table))
    for (const server of servers) await expect.poll(() => textAt(server, look.pivotUrl), WITHIN).toBe('Found.')

    const made: string[] = []
    const answers: Promise<number>[] = []
    const callers = setInterval(() => {
      const turn = made.length
      const callId = `beside ${turn}`
      made.push(callId)
      answers.push(
        (async () => {
          const first = await call(at(turn), pivotUrl, { 'Call-ID': callId })
          if (first.status !== 200) return first.status
          const tree = JSON.parse(first.text) as Module
          const digits = { 'Call-ID': callId, Digits: { [collectionOf(tree)]: '1' } }
          return (await call(at(turn + 1), continuationOf(tree), digits)).status
        })(),
      )
    }, 1000 / CALLS_PER_SECOND)
    await wait(500)
    await database.halt()
    const stoppedAt = performance.now()
    let turn = 0
    const lookUp = async () => expect(await textAt(at(turn++), look.pivotUrl)).toBe('Failed.')
    expect(await medianMs(9, lookUp)).toBeLessThan(LOOK_UP_MS)
    const draft = { name: 'Changed', document: saying('Changed.'), revision: 1 }
    for (const server of servers) {
      expect((await send(`${server.url}/readyz`)).status).toBe(200)
      expect((await send(`${server.url}/readyz?for=designer`)).status).toBe(503)
      await api(server, 'PUT', `/flows/${id}`, draft, 503)
    }
    await wait(OUTAGE_MS - (performance.now() - stoppedAt))
    await database.goOn()
    for (const { url } of servers)
      await expect.poll(() => send(`${url}/readyz?for=designer`).then(({ status }) => status), WITHIN).toBe(200)
    expect(await api<Flow>(at(1), 'PUT', `/flows/${id}`, draft)).toMatchObject({ revision: 2 })
    for (const server of servers) await expect.poll(() => textAt(server, look.pivotUrl), WITHIN).toBe('Found.')
    clearInterval(callers)
    expect(await Promise.all(answers)).toEqual(made.map(() => 200))

    const logged = () =>
      ask<{ callId: string; count: number }>(
        database.url,
        `select call_id as "callId", count(*)::integer as count from call_requests
         where starts_with(call_id, 'beside') group by call_id`,
      )
    await expect.poll(async () => (await logged()).filter(({ count }) => count === 2).length, WITHIN).toBe(made.length)
  }, 60_000)
})
