/** What happens to a PostgreSQL that servers share: it crashes, is stopped, or is cut off and says nothing. */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { layCable } from '../src/testing/cable.ts'
import { ms, report } from './report.mjs'
import {
  call,
  callSteadily,
  publish,
  publishDocument,
  readLoggedCalls,
  saying,
  send,
  sendJson,
  startServer,
} from './server.mjs'

const SECRET = 'the same on all servers'
const SERVERS = 3
/** A look-up waits 250 ms; the answer comes on top. */
const LOOK_UP_MS = 300
/** As long as a person waits to hear that nothing was saved; a query is given up after 9 s. */
const SAVE_MS = 15_000
/** As long as anything may take to be well again. */
const RECOVERY_MS = 30_000

/** @param server from `startPostgres` @returns where servers store things: a database for each name */
export const postgresStore = (server) => ({
  name: 'PostgreSQL',
  server,
  async environment(name) {
    const client = new pg.Client(server.url)
    await client.connect()
    await client.query(`create database ${name}`)
    await client.end()
    return { DATABASE_URL: Object.assign(new URL(server.url), { pathname: name }).href, STUDIO_SECRET: SECRET }
  },
})

/** The database server ends without a checkpoint, at many moments of saves and publishing, and starts again. */
export async function crashed(root, store, crashes) {
  const environment = await store.environment('crashed')
  const server = await startServer(join(root, 'crashed'), { environment })
  const { id, path } = await publish(server.url, 'Save 1.')
  const flow = `${server.url}/api/flows/${id}`
  const callers = callSteadily('crash', 50, (callId) => call(server.url + path, callId))
  let revision = 1
  let version = 1
  let saves = 0
  let lost = 0
  let slowestMs = 0
  for (let round = 1; round <= crashes; round++) {
    const crashing = wait(100 + ((round * 37) % 400)).then(() => store.server.halt('at once'))
    for (; ; saves++) {
      const document = saying(`Save ${revision + 1}.`)
      const saved = await sendJson(flow, 'PUT', { name: 'Kept', document, revision })
      if (saved.status !== 200) break
      revision = JSON.parse(saved.text).revision
      const made = await sendJson(`${flow}/publish`, 'POST', {})
      if (made.status !== 200) break
      version = JSON.parse(made.text).version
    }
    await crashing
    await store.server.goOn()
    const begun = performance.now()
    await until(() => isReady(server))
    slowestMs = Math.max(slowestMs, performance.now() - begun)
    const stored = JSON.parse((await send(flow)).text)
    if (stored.revision < revision || stored.latestVersion < version) lost++
    revision = stored.revision
    version = stored.latestVersion
  }
  const { made } = await callers()
  await server.kill('SIGTERM')
  const failed = made.filter(({ answeredAt }) => answeredAt === null).length
  const problems = []
  if (lost > 0) problems.push(`${lost} acknowledged changes are lost`)
  if (failed > 0) problems.push(`${failed} calls were not answered`)
  const figures = { crashes, saves, 'acknowledged lost': lost, calls: made.length, 'not answered': failed }
  report('crashes of PostgreSQL', { ...figures, 'slowest reconnection': ms(slowestMs) }, problems)
}

/** Stopped, and then cut off: connections stay and say nothing. */
export async function databaseAway(root, store, { perSecond, forMs }) {
  const { DATABASE_URL, ...environment } = await store.environment('away')
  const cable = await layCable(new URL(DATABASE_URL).port)
  const through = Object.assign(new URL(DATABASE_URL), { port: cable.port }).href
  const servers = await Promise.all(
    Array.from({ length: SERVERS }, (_, index) =>
      startServer(join(root, `away-${index}`), { environment: { ...environment, DATABASE_URL: through } }),
    ),
  )
  const scenes = [
    { name: 'stopped', leave: () => store.server.halt(), comeBack: () => store.server.goOn() },
    { name: 'silent', leave: cable.hold, comeBack: cable.release },
  ]
  for (const scene of scenes) await away(servers, scene, { perSecond, forMs })
  for (const server of servers) await server.kill('SIGTERM')
  cable.close()
}

async function away(servers, { name, leave, comeBack }, { perSecond, forMs }) {
  const problems = []
  const [{ url }] = servers
  const { id, path } = await publish(url, 'Kept.')
  const look = await publishLookUp(url)
  for (const server of servers)
    await until(async () => /Found/.test((await call(server.url + look, 'first')).text) && isHere(server, path))
  const callers = callSteadily(name, perSecond, (callId, turn) => call(servers[turn % SERVERS].url + path, callId))
  await wait(500)
  await leave()
  const leftAt = performance.now()
  const lookUpMs = []
  const saves = new Set()
  let slowestSaveMs = 0
  const readiness = new Set()
  const saving = (async () => {
    while (performance.now() - leftAt < forMs - 1000) {
      const saved = await sendJson(`${url}/api/flows/${id}`, 'PUT', { name: 'x', document: saying('x'), revision: 1 })
      saves.add(saved.status)
      slowestSaveMs = Math.max(slowestSaveMs, saved.tookMs)
    }
  })()
  for (let turn = 0; performance.now() - leftAt < forMs; turn++) {
    const server = servers[turn % SERVERS]
    const { text, tookMs } = await call(server.url + look, `look-${turn}`)
    if (!/Failed/.test(text)) problems.push(`a look-up answered ${text.slice(0, 80)}`)
    lookUpMs.push(tookMs)
    const ready = [
      (await send(`${server.url}/readyz`)).status,
      (await send(`${server.url}/readyz?for=designer`)).status,
    ]
    readiness.add(ready.join(' and '))
    await wait(50)
  }
  await saving
  const awayMs = performance.now() - leftAt
  await comeBack()
  const backAt = performance.now()
  for (const server of servers) {
    await until(() => isReady(server))
    await until(async () => /Found/.test((await call(server.url + look, 'again')).text))
  }
  const recoveryMs = performance.now() - backAt
  const stored = JSON.parse((await send(`${url}/api/flows/${id}`)).text)
  const draft = { name: 'x', document: saying('After.'), revision: stored.revision }
  const savedAfter = (await sendJson(`${url}/api/flows/${id}`, 'PUT', draft)).status
  const { made } = await callers()
  const failed = made.filter(({ answeredAt }) => answeredAt === null).length
  let lost = made.length
  const isLogged = async () => {
    const logged = await readLoggedCalls(url)
    lost = made.filter(({ callId, answeredAt }) => answeredAt !== null && !logged.has(callId)).length
    return lost === 0
  }
  await until(isLogged).catch(() => problems.push(`${lost} log entries are lost`))
  lookUpMs.sort((a, b) => a - b)
  const middleMs = lookUpMs[Math.floor(lookUpMs.length / 2)]
  if (failed > 0) problems.push(`${failed} calls were not answered`)
  if (middleMs > LOOK_UP_MS) problems.push(`half of the look-ups took more than ${ms(middleMs)} to fail`)
  if ([...saves].join() !== '503') problems.push(`saves got ${[...saves]}`)
  if (slowestSaveMs > SAVE_MS) problems.push(`a save took ${ms(slowestSaveMs)} to fail`)
  if ([...readiness].join() !== '200 and 503') problems.push(`/readyz was ${[...readiness].join(', ')}`)
  if (savedAfter !== 200) problems.push(`the save afterwards got ${savedAfter}`)
  const figures = {
    servers: SERVERS,
    calls: made.length,
    'not answered': failed,
    'log entries lost': lost,
    'look-ups that failed in time': `${lookUpMs.length}, half of them within ${ms(middleMs)}, the last one ${ms(lookUpMs.at(-1))}`,
    'a save got': `${[...saves].join(' or ')} within ${ms(slowestSaveMs)}`,
    'all is well after': ms(recoveryMs),
  }
  report(`PostgreSQL ${name} for ${Math.round(awayMs / 1000)} s`, figures, problems)
}

const isReady = async ({ url }) => (await send(`${url}/readyz?for=designer`)).status === 200
const isHere = async ({ url }, path) => (await call(url + path, 'first')).status === 200

/** @throws where it does not come true */
async function until(isTrue) {
  for (const begun = performance.now(); !(await isTrue()); await wait(50))
    if (performance.now() - begun > RECOVERY_MS) throw new Error(`${isTrue} did not come true.`)
}

async function publishLookUp(url) {
  const columns = [{ name: 'key', type: 'text' }]
  const made = await sendJson(`${url}/api/tables`, 'POST', {
    name: `T ${Date.now()}`,
    columns,
    keyColumn: 'key',
    live: true,
  })
  const { id: table } = JSON.parse(made.text)
  await sendJson(`${url}/api/tables/${table}/rows`, 'POST', { values: { key: 'A' } })
  const at = (id, type, data) => ({ id, type, position: { x: 0, y: 0 }, data })
  const { path } = await publishDocument(url, 'Look-up', {
    schemaVersion: 1,
    nodes: [
      at('start', 'start', {}),
      at('look', 'data.table', { table, column: 'key', key: 'A', assign: [] }),
      at('found', 'tts', { text: 'Found.' }),
      at('failed', 'tts', { text: 'Failed.' }),
    ],
    edges: [
      { id: 'e1', source: 'start', sourceHandle: 'next', target: 'look' },
      { id: 'e2', source: 'look', sourceHandle: 'found', target: 'found' },
      { id: 'e3', source: 'look', sourceHandle: 'error', target: 'failed' },
    ],
  })
  return path
}
