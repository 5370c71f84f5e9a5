/**
 * `npm run faults`: does to a studio what power cuts, full disks, other programs and strangers do, and reports figures.
 * Ends with 1 where something that was acknowledged is lost, a server does not start, or a request gets a 500.
 * Everything stays on this machine, in a temporary folder. `--quick` does a tenth of it.
 */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { createRandom, documentAtTheLimits, hostileDocuments, hostileRequest } from './hostile.mjs'
import { call, killAll, publish, saying, send, sendJson, startServer, watchCaller } from './server.mjs'

const isQuick = process.argv.includes('--quick')
const KILLS = isQuick ? 10 : 100
const WORKER_KILLS = isQuick ? 4 : 20
const CALLS_PER_SECOND = 200
const HOSTILE_REQUESTS = isQuick ? 2000 : 20_000
const root = mkdtempSync(join(tmpdir(), 'callflow-faults-'))
const wrong = []

function report(name, figures, problems) {
  wrong.push(...problems.map((problem) => `${name}: ${problem}`))
  const words = Object.entries(figures).map(([what, value]) => `${what} ${value}`)
  console.log(`${problems.length === 0 ? 'ok   ' : 'WRONG'} ${name}: ${words.join(', ')}`)
  for (const problem of problems) console.log(`      ${problem}`)
}

const ms = (value) => `${Math.round(value)} ms`

/** kill -9 at many moments of saves, publishing and calls. */
async function killed() {
  const dataDir = join(root, 'killed')
  let server = await startServer(dataDir)
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
    server = await startServer(dataDir)
    slowestMs = Math.max(slowestMs, server.readyMs)
    const stored = JSON.parse((await send(`${server.url}/api/flows/${id}`)).text)
    if (stored.revision < revision || stored.latestVersion < version) lost++
    revision = stored.revision
    version = stored.latestVersion
    if ((await call(server.url + path, `after-${round}`)).status !== 200) problems.push(`no answer after kill ${round}`)
  }
  await server.kill('SIGTERM')
  if (lost > 0) problems.push(`${lost} acknowledged changes are lost`)
  report('kill -9 under load', { kills: KILLS, 'acknowledged lost': lost, 'slowest start': ms(slowestMs) }, problems)
}

/** kill -9 of one worker after the other, the keeper included, beside callers and an administrator who saves. */
async function killedWorkers() {
  const dataDir = join(root, 'workers')
  const server = await startServer(dataDir, { environment: { WORKERS: '3' } })
  const { id, path } = await publish(server.url, 'Save 1.')
  const made = []
  const killedAt = []
  const calls = []
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
  let stallMs = 0
  let dueAt = performance.now()
  const caller = setInterval(() => {
    const now = performance.now()
    stallMs = Math.max(stallMs, now - dueAt)
    for (; dueAt <= now; dueAt += 1000 / CALLS_PER_SECOND) {
      const one = { callId: `worker-${made.length}`, sentAt: performance.now(), answeredAt: null }
      made.push(one)
      calls.push(
        call(server.url + path, one.callId).then(({ status }) => {
          if (status === 200) one.answeredAt = performance.now()
        }),
      )
    }
  }, 2)
  const problems = []
  for (let round = 0; round < WORKER_KILLS; round++) {
    await wait(300 + ((round * 137) % 500))
    const pid = round % 2 === 0 ? server.keeper() : server.workers().find((worker) => worker !== server.keeper())
    killedAt.push(performance.now())
    process.kill(pid, 'SIGKILL')
    for (const begun = performance.now(); server.workers().length < 3 || server.workers().includes(pid); await wait(20))
      if (performance.now() - begun > 60_000) throw new Error('A worker was not replaced.')
  }
  clearInterval(caller)
  isStopped = true
  await Promise.all([...calls, saving])
  await wait(500)
  const logged = new Set()
  for (let next = ''; next !== null; ) {
    const page = JSON.parse((await send(`${server.url}/api/calls?limit=100${next && `&before=${next}`}`)).text)
    for (const { callId } of page.calls) logged.add(callId)
    next = page.next
  }
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
  report('kill -9 of workers', { ...figures, 'entries lost': lost.length, 'oldest of them': ms(oldestMs) }, problems)
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

async function hostile() {
  const server = await startServer(join(root, 'hostile'))
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
  report('hostile requests', { ...figures, answers: answers.join(' ') }, problems.slice(0, 10))

  for (const [what, document] of hostileDocuments()) {
    const beside = watchCaller(server.url + kept.path)
    const { status, tookMs } = await sendJson(`${server.url}/api/validate`, 'POST', { document })
    const waited = await beside()
    const refused = status >= 500 || status === 0 || !server.isRunning()
    const figuresOf = { answer: status, took: ms(tookMs), 'worst wait of another caller': ms(waited.worstMs) }
    report(`document of ${what}`, figuresOf, refused ? [`it got ${status}`] : [])
  }
  await server.kill('SIGTERM')
}

/** A document at the limits goes through all that can be done with it, beside callers of another flow. */
async function large() {
  const dataDir = join(root, 'large')
  let server = await startServer(dataDir)
  const kept = await publish(server.url, 'Kept.')
  const document = documentAtTheLimits()
  const beside = async (what, work) => {
    const callers = watchCaller(server.url + kept.path)
    const { status, text, tookMs } = await work()
    const { worstMs, failures } = await callers()
    const problems = status === 200 || status === 201 ? [] : [`it got ${status}`]
    if (failures.length > 0) problems.push(`${failures.length} calls beside it were not answered`)
    report(`large document: ${what}`, { took: ms(tookMs), 'worst wait of another caller': ms(worstMs) }, problems)
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
  server = await startServer(dataDir)
  await beside('list after a start', () => send(`${server.url}/api/flows`))
  await server.kill('SIGTERM')
}

try {
  for (const fault of [killed, killedWorkers, fullDisk, locked, brokenLog, lostFolder, hostile, large]) await fault()
} finally {
  killAll()
  rmSync(root, { recursive: true, force: true })
}
console.log(wrong.length === 0 ? 'Nothing that was acknowledged is lost.' : `${wrong.length} things are wrong.`)
process.exit(wrong.length === 0 ? 0 : 1)
