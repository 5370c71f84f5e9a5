/**
 * `npm run bench`: the front-desk example's first request beside the least that a correct route does (Hono: read the
 * form, seal one AES-256-GCM token, send the same bytes), on connections that are closed after each answer, as KAZOO's are, and
 * on kept ones, as a proxy's may be. Same run, one core for all threads of the server, call log on. Rounds alternate, so that
 * a busy machine slows both alike.
 * Then the same flow at a steady rate, alone and beside 200 calls at once to a host that never answers; and a callflow of
 * 2,000 modules, imported and published, and brought on screen in a browser; and two workers beside one process.
 * Fails where the studio answers less than 0.8 (closed) or 0.6 (kept) of the baseline's requests per second, or p99 is 4 ms or
 * more at 5 connections, or p99 beside dead hosts is more than 3 times the idle one, or import and publishing take 3 s or more,
 * publishing alone 1 s or more, or it takes 3 s or more until an imported flow is on screen, or two workers answer less than 0.95 of
 * the requests per CPU second of one process.
 * At last PostgreSQL beside SQLite, which only tells; `npm run bench -- --postgres` does that alone, and `--requests <number>` says how
 * many the call log holds for it.
 * `npm run bench -- --against <checkout>` compares with another built checkout instead, see `against.mjs`; `-- --sizes` measures what an administrator plans with, see `sizes.mjs`;
 * `-- --full-log` compares answers beside a full call log with those beside an empty one, see `full-log.mjs`.
 */
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchAgainst } from './against.mjs'
import { benchFullLog } from './full-log.mjs'
import { benchImport } from './import.mjs'
import { benchOnScreen } from './on-screen.mjs'
import { benchPostgres } from './postgres.mjs'
import { benchSizes } from './sizes.mjs'
import {
  frontDeskOf,
  hasTaskset,
  here,
  median,
  middle,
  post,
  prepareCalls,
  request,
  shoot,
  shootSteadily,
  start,
  startStudio,
  stopAll,
} from './tools.mjs'
import { benchWorkers } from './workers.mjs'

/** How connections are treated, and the least that the studio's share of the baseline may be. */
const MODES = [
  { name: 'closed', isKept: false, minRatio: 0.8 },
  { name: 'kept', isKept: true, minRatio: 0.6 },
]
const MAX_P99_MS = 4
const MAX_DEAD_RATIO = 3
const ROUNDS = 5
const ROUND_S = 4
const FEW = 5
const MANY = 50
/** Calls that wait at once, and the steady rate of the calls beside them. */
const DEAD_CALLS = 200
const STEADY_PER_SECOND = 200
/** The dead host is waited for 3 s; the longest that any caller may wait is 4.5 s. */
const DEAD_ROUND_S = 4.5

const {
  against,
  'full-log': fullLog,
  postgres,
  requests,
  sizes,
} = parseArgs({
  options: {
    against: { type: 'string' },
    'full-log': { type: 'boolean' },
    postgres: { type: 'boolean' },
    requests: { type: 'string', default: '1000000' },
    sizes: { type: 'boolean' },
  },
}).values

try {
  if (against) process.exitCode = (await benchAgainst(against)) ? 0 : 1
  else if (fullLog) process.exitCode = (await benchFullLog(Number(requests))) ? 0 : 1
  else if (sizes) await benchSizes()
  else {
    if (!postgres) await benchAgainstBaseline()
    await benchPostgres(Number(requests))
  }
} finally {
  await stopAll()
}

async function benchAgainstBaseline() {
  const areModesGood = []
  for (const mode of MODES) areModesGood.push(await compare(mode))
  const deadHost = await listenSilently()
  const studio = await startStudio({ PIVOT_KEEP_ALIVE: 'true', ALLOWED_HOSTS: `127.0.0.1:${deadHost.port}` })
  const dead = await besideDeadHosts(studio, await frontDeskOf(studio), deadHost.port)
  deadHost.close()
  const isImportGood = await benchImport(studio)
  const isOnScreenGood = await benchOnScreen(studio)
  await stopAll()
  const areWorkersGood = await benchWorkers()
  const isGood =
    dead.ratio <= MAX_DEAD_RATIO && areModesGood.every(Boolean) && isImportGood && isOnScreenGood && areWorkersGood
  console.log(
    `\n${dead.ratio.toFixed(1)} times the idle p99 beside dead hosts (at most ${MAX_DEAD_RATIO}); all in all: ${isGood ? 'good' : 'too slow'}`,
  )
  process.exitCode = isGood ? 0 : 1
}

/** @returns whether the studio's share of the baseline and its p99 are as they should be */
async function compare({ name, isKept, minRatio }) {
  const environment = { PIVOT_KEEP_ALIVE: String(isKept) }
  const studioUrl = await frontDeskOf(await startStudio(environment))
  const answer = await (await fetch(studioUrl, request)).text()
  const baselineUrl = `${await start([join(here, 'baseline.mjs')], { BODY: answer, ...environment })}/pivot/key`
  console.log(
    `\n${name} connections: ${answer.length} bytes an answer; the server on ${hasTaskset ? 'one core' : 'any core (no taskset here)'}`,
  )
  for (const url of [studioUrl, baselineUrl]) await shoot(url, MANY, 2, isKept) // both warm
  const few = await rounds(studioUrl, baselineUrl, FEW, isKept)
  const many = await rounds(studioUrl, baselineUrl, MANY, isKept)
  await stopAll()
  const ratio = Math.min(few.ratio, many.ratio)
  const { p99 } = few.studio
  const isGood = ratio >= minRatio && p99 < MAX_P99_MS
  console.log(
    `  ratio ${ratio.toFixed(2)} (at least ${minRatio}), p99 ${p99.toFixed(1)} ms at ${FEW} connections (below ${MAX_P99_MS}): ${isGood ? 'good' : 'too slow'}`,
  )
  return isGood
}

async function rounds(studioUrl, baselineUrl, connections, isKept) {
  const shots = { studio: [], baseline: [] }
  for (let round = 0; round < ROUNDS; round++) {
    // Who goes first changes, so that neither always follows a rest.
    const order = round % 2 === 0 ? ['studio', 'baseline'] : ['baseline', 'studio']
    for (const which of order)
      shots[which].push(await shoot(which === 'studio' ? studioUrl : baselineUrl, connections, ROUND_S, isKept))
  }
  const studio = middle(shots.studio)
  const baseline = middle(shots.baseline)
  // Of each pair of neighbours: what disturbs one of them disturbs the other.
  const ratio = median(shots.studio.map(({ perSecond }, round) => perSecond / shots.baseline[round].perSecond))
  console.log(`\n${connections} connections, the middle of ${ROUNDS} rounds of ${ROUND_S} s`)
  for (const [name, { perSecond, p50, p99 }] of Object.entries({ studio, baseline }))
    console.log(
      `  ${name.padEnd(9)} ${Math.round(perSecond).toString().padStart(6)} requests/s   p50 ${p50.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms`,
    )
  console.log(`  ratio ${ratio.toFixed(2)}`)
  return { studio, baseline, ratio }
}

/** A host that takes connections and says nothing. */
function listenSilently() {
  const sockets = new Set()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}) // nobody waits any more
    socket.on('close', () => sockets.delete(socket))
  })
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({
        port: server.address().port,
        close: () => {
          for (const socket of sockets) socket.destroy()
          server.close()
        },
      }),
    ),
  )
}

/**
 * The same steady calls: alone, while 200 others begin at once, wait in vain and give up, and, to compare with, while 200 at once
 * ask nobody; by turns.
 */
async function besideDeadHosts(studio, steadyUrl, deadPort) {
  const deadUrl = await publishDeadEnd(studio, deadPort)
  const scenes = [
    { name: 'alone', shots: [] },
    { name: `beside ${DEAD_CALLS} calls to a dead host`, beside: deadUrl, shots: [] },
    { name: `beside ${DEAD_CALLS} calls that ask nobody`, beside: steadyUrl, shots: [] },
  ]
  await (await prepareCalls(deadUrl, DEAD_CALLS))() // warm
  for (let round = 0; round < ROUNDS; round++)
    for (const { beside, shots } of scenes) {
      const begin = beside && (await prepareCalls(beside, DEAD_CALLS))
      const begun = begin?.()
      shots.push(await shootSteadily(steadyUrl, STEADY_PER_SECOND, DEAD_ROUND_S))
      await begun
    }
  const [alone, dead] = scenes.map(({ shots }) => middle(shots))
  const ratio = dead.p99 / alone.p99
  console.log(`\n${STEADY_PER_SECOND} calls/s, the middle of ${ROUNDS} rounds of ${DEAD_ROUND_S} s`)
  for (const { name, shots } of scenes) {
    const { p50, p99 } = middle(shots)
    console.log(`  ${name.padEnd(32)} p50 ${p50.toFixed(1).padStart(5)} ms   p99 ${p99.toFixed(1).padStart(5)} ms`)
  }
  console.log(`  ratio ${ratio.toFixed(1)}`)
  return { ratio }
}

/** @returns the Pivot URL of a flow that asks the silent host and then gives up. */
async function publishDeadEnd(studio, port) {
  const at = (x, y) => ({ x, y })
  const data = {
    method: 'GET',
    url: `http://127.0.0.1:${port}/`,
    headers: [],
    body: { type: 'none' },
    timeoutMs: 3000,
    assign: [],
  }
  const document = {
    schemaVersion: 1,
    nodes: [
      { id: 'start', type: 'start', position: at(0, 0), data: {} },
      { id: 'ask', type: 'data.http', position: at(0, 140), data },
      { id: 'bye', type: 'hangup', position: at(0, 280), data: {} },
    ],
    edges: [
      { id: 'e1', source: 'start', sourceHandle: 'next', target: 'ask' },
      { id: 'e2', source: 'ask', sourceHandle: 'error', target: 'bye' },
    ],
    settings: { format: 'kazoo', locale: 'en-US', timezone: 'UTC' },
    variables: [],
  }
  const { id, pivotUrl } = await post(studio, '/api/flows', { name: 'Dead end', document })
  await post(studio, `/api/flows/${id}/publish`, {})
  return pivotUrl
}
