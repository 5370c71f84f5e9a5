/**
 * `npm run faults`: does to a studio what power cuts, full disks, other programs and strangers do, and reports figures.
 * Ends with 1 where something that was acknowledged is lost, a server does not start, or a request gets a 500.
 * Everything stays on this machine, in a temporary folder. `--quick` does a tenth of it; `--store sqlite` or `--store postgres`
 * does what concerns one store. The PostgreSQL is a server of its own, from the binaries of an npm package.
 */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { startPostgres } from '../src/testing/postgres-server.ts'
import { crashed, databaseAway, postgresStore } from './database.mjs'
import { createRandom, documentAtTheLimits, hostileDocuments, hostileRequest } from './hostile.mjs'
import { ms, report, wrong } from './report.mjs'
import {
  call,
  callSteadily,
  killAll,
  publish,
  readLoggedCalls,
  saying,
  send,
  sendJson,
  startServer,
  watchCaller,
} from './server.mjs'

const { quick: isQuick = false, store: onlyStore } = parseArgs({
  options: { quick: { type: 'boolean' }, store: { type: 'string' } },
}).values
if (![undefined, 'sqlite', 'postgres'].includes(onlyStore)) throw new Error('--store: sqlite or postgres.')
const KILLS = isQuick ? 10 : 100
const WORKER_KILLS = isQuick ? 4 : 20
const CALLS_PER_SECOND = 200
const HOSTILE_REQUESTS = isQuick ? 2000 : 20_000
const root = mkdtempSync(join(tmpdir(), 'callflow-faults-'))

/** What a server is told of where it stores things. */
const sqliteStore = { name: 'SQLite', environment: async () => ({}) }

/** kill -9 at many moments of saves, publishing and calls. */
async function killed(store) {
  const dataDir = join(root, `killed-${store.name}`)
  const environment = await store.environment('killed')
  let server = await startServer(dataDir, { environment })
  const { id, path } = await publish(server.url, 'Save 1.')
  let revision = 1
  let version = 1
  let lost = 0
  let slowestMs = 0
  const problems = []
  for (let round = 1; round <= KILLS; round++) {
    const { url } = server
    const callers = watchCaller(url + path)
    const killing = wait((round * 37) % 400).then(() => server.kill('SIGKILL'))
    while (server.isRunning()) {
      const document = saying(`Save ${revision + 1}.`)
      const saved = await sendJson(`${url}/api/flows/${id}`, 'PUT', { name: 'Kept', document, revision })
      if (saved.status !== 200) break
      revision = JSON.parse(saved.text).revision
      const made = await sendJson(`${url}/api/flows/${id}/publish`, 'POST', {})
      if (made.status !== 200) break
      version = JSON.parse(made.text).version
    }
    await killing
    await callers()
    server = await startServer(dataDir, { environment })
    slowestMs = Math.max(slowestMs, server.readyMs)
    const stored = JSON.parse((await send(`${server.url}/api/flows/${id}`)).text)
    if (stored.revision < revision || stored.latestVersion < version) lost++
    revision = stored.revision
    version = stored.latestVersion
    if ((await call(server.url + path, `after-${round}`)).status !== 200) problems.push(`no answer after kill ${round}`)
  }
  await server.kill('SIGTERM')
  if (lost > 0) problems.push(`${lost} acknowledged changes are lost`)
  report(
    `kill -9 under load, ${store.name}`,
    { kills: KILLS, 'acknowledged lost': lost, 'slowest start': ms(slowestMs) },
    problems,
  )
}

/** kill -9 of one worker after the other, the keeper included, beside callers and an administrator who saves. */
async function killedWorkers(store) {
  const environment = { ...(await store.environment('workers')), WORKERS: '3' }
  const server = await startServer(join(root, `workers-${store.name}`), { environment })
  const { id, path } = await publish(server.url, 'Save 1.')
  const killedAt = []
  let isStopped = false
  let acknowledged = 1
  const saving = (async () => {
    while (!isStopped) {
      const { status, text } = await send(`${server.url}/api/flows/${id}`)
      const revision = status === 200 ? JSON.parse(text).revision : acknowledged
      const document = saying(`Save ${revision + 1}.`)
      const saved = await sendJson(`${server.url}/api/flows/${id}`, 'PUT', { name: 'Kept', document, revision })
      if (saved.status === 200) acknowledged = JSON.parse(saved.text).revision
      await wait(20)
    }
  })()
  const callers = callSteadily('worker', CALLS_PER_SECOND, (callId) => call(server.url + path, callId))
  const problems = []
  for (let round = 0; round < WORKER_KILLS; round++) {
    await wait(300 + ((round * 137) % 500))
    const pid = round % 2 === 0 ? server.keeper() : server.workers().find((worker) => worker !== server.keeper())
    killedAt.push(performance.now())
    process.kill(pid, 'SIGKILL')
    for (const begun = performance.now(); server.workers().length < 3 || server.workers().includes(pid); await wait(20))
      if (performance.now() - begun > 60_000) throw new Error('A worker was not replaced.')
  }
  const { made, stallMs } = await callers()
  isStopped = true
  await saving
  await wait(500)
  const logged = await readLoggedCalls(server.url)
  const stored = JSON.parse((await send(`${server.url}/api/flows/${id}`)).text)
  await server.kill('SIGTERM')
  const failed = made.filter(({ answeredAt }) => answeredAt === null)
  const stranded = failed.filter(({ sentAt }) => !killedAt.some((at) => sentAt <= at + stallMs && sentAt >= at - 5000))
  const lost = made.filter(({ callId, answeredAt }) => answeredAt !== null && !logged.has(callId))
  const ages = lost.map(({ answeredAt }) =>
    Math.min(...killedAt.map((at) => at - answeredAt).filter((age) => age > -stallMs)),
  )
  const oldestMs = Math.max(0, ...ages)
  if (stranded.length > 0) problems.push(`${stranded.length} calls failed that no dead worker had`)
  if (oldestMs > 100 + stallMs) problems.push(`a log entry of ${ms(oldestMs)} before the kill is lost`)
  if (stored.revision < acknowledged) problems.push('an acknowledged save is lost')
  const figures = { kills: WORKER_KILLS, calls: made.length, 'calls that died with a worker': failed.length }
  report(
    `kill -9 of workers, ${store.name}`,
    { ...figures, 'entries lost': lost.length, 'oldest of them': ms(oldestMs) },
    problems,
  )
}

/** No file may grow any more. */
async function fullDisk() {
  const dataDir = join(root, 'full')
  let server = await startServer(dataDir)
  const { id, path } = await publish(server.url, 'Kept.')
  await server.kill('SIGTERM')
  server = await startServer(dataDir, { fileBlocks: 16 })
  const problems = []
  const document = saying('Larger. '.repeat(5000))
  const saved = await sendJson(`${server.url}/api/flows/${id}`, 'PUT', { name: 'Larger', document, revision: 1 })
  if (saved.status !== 507) problems.push(`a save got ${saved.status} instead of 507`)
  for (let count = 0; count < 50; count++)
    if ((await call(server.url + path, `full-${count}`)).status !== 200) problems.push('a call was not answered')
  await server.kill('SIGTERM')
  server = await startServer(dataDir)
  const stored = JSON.parse((await send(`${server.url}/api/flows/${id}`)).text)
  if (stored.revision !== 1) problems.push('a refused save is there after the restart')
  await server.kill('SIGTERM')
  report('full disk', { calls: 50, 'a save got': saved.status }, problems)
}

/** Another program holds the database for three seconds. */
async function locked() {
  const dataDir = join(root, 'locked')
  const server = await startServer(dataDir)
  const { id, path } = await publish(server.url, 'Kept.')
  const other = new Database(join(dataDir, 'studio.sqlite'))
  other.exec('begin immediate')
  const callers = watchCaller(server.url + path)
  const saving = sendJson(`${server.url}/api/flows/${id}`, 'PUT', { name: 'Kept', document: saying('2'), revision: 1 })
  await wait(3000)
  other.exec('commit')
  other.close()
  const saved = await saving
  const { calls, worstMs, failures } = await callers()
  await server.kill('SIGTERM')
  const problems = failures.length > 0 ? [`${failures.length} calls were not answered`] : []
  if (saved.status !== 200) problems.push(`the save got ${saved.status}`)
  report('locked database', { calls, 'worst wait': ms(worstMs), 'the save took': ms(saved.tookMs) }, problems)
}

/** A call log that is none, or half of one. */
async function brokenLog() {
  const dataDir = join(root, 'broken')
  let server = await startServer(dataDir)
  const { path } = await publish(server.url, 'Kept.')
  const file = join(dataDir, 'calls.sqlite')
  const problems = []
  let slowestMs = 0
  const breakings = [
    () => writeFileSync(file, 'x'.repeat(9000)),
    () => truncateSync(file, 9000),
    () => writeFileSync(file, ''),
  ]
  for (const breakIt of breakings) {
    for (let count = 0; count < 40; count++) await call(server.url + path, `log-${count}`)
    await send(`${server.url}/api/calls`)
    await server.kill('SIGTERM')
    breakIt()
    server = await startServer(dataDir)
    slowestMs = Math.max(slowestMs, server.readyMs)
    if ((await call(server.url + path, 'after')).status !== 200) problems.push('a call was not answered')
    const { calls } = JSON.parse((await send(`${server.url}/api/calls`)).text)
    if (!calls.some(({ callId }) => callId === 'after')) problems.push('a call is not in the new log')
  }
  await server.kill('SIGTERM')
  report('broken call logs', { starts: breakings.length, 'slowest start': ms(slowestMs) }, problems)
}

async function lostFolder() {
  const dataDir = join(root, 'lost')
  const server = await startServer(dataDir)
  const { id, path } = await publish(server.url, 'Kept.')
  rmSync(dataDir, { recursive: true })
  const ready = (await send(`${server.url}/readyz`)).status
  const saved = await sendJson(`${server.url}/api/flows/${id}`, 'PUT', {
    name: 'x',
    document: saying('2'),
    revision: 1,
  })
  const problems = []
  if (ready !== 503) problems.push(`/readyz says ${ready}`)
  if (saved.status < 500) problems.push(`a save was acknowledged with ${saved.status}`)
  const called = (await call(server.url + path, 'lost')).status
  if (called !== 200) problems.push(`a call got ${called}`)
  await server.kill('SIGTERM')
  report('lost data folder', { '/readyz': ready, 'a save got': saved.status, 'a call got': called }, problems)
}

async function hostile(store) {
  const environment = await store.environment('hostile')
  const server = await startServer(join(root, `hostile-${store.name}`), { environment })
  const kept = await publish(server.url, 'Kept.')
  const callers = watchCaller(server.url + kept.path)
  const random = createRandom(1)
  const statuses = new Map()
  let sent = 0
  const problems = []
  const attack = async () => {
    while (sent++ < HOSTILE_REQUESTS && server.isRunning()) {
      const [path, options] = hostileRequest(random, kept)
      const { status } = await send(server.url + path, options)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status >= 500) problems.push(`${status} for ${options.method ?? 'GET'} ${path.slice(0, 80)}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, attack))
  const { calls, worstMs, failures } = await callers()
  if (!server.isRunning()) problems.push('the server died')
  if (failures.length > 0) problems.push(`${failures.length} calls beside them were not answered`)
  const answers = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}×${count}`)
  const figures = { requests: HOSTILE_REQUESTS, calls, 'worst wait of another caller': ms(worstMs) }
  report(`hostile requests, ${store.name}`, { ...figures, answers: answers.join(' ') }, problems.slice(0, 10))

  for (const [what, document] of hostileDocuments()) {
    const beside = watchCaller(server.url + kept.path)
    const { status, tookMs } = await sendJson(`${server.url}/api/validate`, 'POST', { document })
    const waited = await beside()
    const refused = status >= 500 || status === 0 || !server.isRunning()
    const figuresOf = { answer: status, took: ms(tookMs), 'worst wait of another caller': ms(waited.worstMs) }
    report(`document of ${what}, ${store.name}`, figuresOf, refused ? [`it got ${status}`] : [])
  }
  await server.kill('SIGTERM')
}

/** A document at the limits goes through all that can be done with it, beside callers of another flow. */
async function large(store) {
  const dataDir = join(root, `large-${store.name}`)
  const environment = await store.environment('large')
  let server = await startServer(dataDir, { environment })
  const kept = await publish(server.url, 'Kept.')
  const document = documentAtTheLimits()
  const beside = async (what, work) => {
    const callers = watchCaller(server.url + kept.path)
    const { status, text, tookMs } = await work()
    const { worstMs, failures } = await callers()
    const problems = status === 200 || status === 201 ? [] : [`it got ${status}`]
    if (failures.length > 0) problems.push(`${failures.length} calls beside it were not answered`)
    report(
      `large document, ${store.name}: ${what}`,
      { took: ms(tookMs), 'worst wait of another caller': ms(worstMs) },
      problems,
    )
    return text
  }
  const create = () => sendJson(`${server.url}/api/flows`, 'POST', { name: 'Large', document })
  const id = /"id":"(\w+)"/.exec(await beside('create', create))?.[1]
  const flow = () => `${server.url}/api/flows/${id}`
  await beside('save', () => sendJson(flow(), 'PUT', { name: 'Large', document, revision: 1 }))
  await beside('read', () => send(flow()))
  await beside('list', () => send(`${server.url}/api/flows`))
  await beside('preview', () => sendJson(`${flow()}/preview`, 'POST', { does: [] }))
  await beside('publish', () => sendJson(`${flow()}/publish`, 'POST', {}))
  await beside('activate', () => sendJson(`${flow()}/versions/1/activate`, 'POST', {}))
  await server.kill('SIGTERM')
  server = await startServer(dataDir, { environment })
  await beside('list after a start', () => send(`${server.url}/api/flows`))
  await server.kill('SIGTERM')
}

const postgres = onlyStore === 'sqlite' ? null : await startPostgres([])
try {
  if (onlyStore !== 'postgres')
    for (const fault of [killed, killedWorkers, fullDisk, locked, brokenLog, lostFolder, hostile, large])
      await fault(sqliteStore)
  if (postgres) {
    const store = postgresStore(postgres)
    for (const fault of [killed, killedWorkers, hostile, large]) await fault(store)
    await crashed(root, store, isQuick ? 3 : 20)
    await databaseAway(root, store, { perSecond: CALLS_PER_SECOND, forMs: isQuick ? 3000 : 20_000 })
  } else if (onlyStore !== 'sqlite') console.log('PostgreSQL is left out: there are no binaries for this platform.')
} finally {
  killAll()
  await postgres?.stop()
  rmSync(root, { recursive: true, force: true })
}
console.log(wrong.length === 0 ? 'Nothing that was acknowledged is lost.' : `${wrong.length} things are wrong.`)
process.exit(wrong.length === 0 ? 0 : 1)
