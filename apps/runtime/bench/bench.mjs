/**
 * `npm run bench`: the front-desk example's first request beside the least that a correct route does (Hono: read the
 * form, seal one AES-256-GCM token, send the same bytes). Same run, one core for all threads of the server, connections
 * kept on both sides, call log on. Rounds alternate, so that a busy machine slows both alike.
 * Fails where the studio answers less than half of the baseline's requests per second, or p99 is 15 ms or more at 5 connections.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'

const LEAST_RATIO = 0.5
const MOST_P99_MS = 15
const ROUNDS = 5
const ROUND_S = 4
const FEW = 5
const MANY = 50

const here = dirname(fileURLToPath(import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'callflow-bench-'))
const hasTaskset = spawnSync('taskset', ['-c', '0', 'true']).status === 0
const children = []

/** What KAZOO sends first, as a form. */
const form = new URLSearchParams({
  'Account-ID': '4e1a5b0c9d2f4a6e8b7c3d1f0a9e8d7c',
  'Api-Version': '4.x',
  'Call-ID': '829597750@10.26.0.158',
  'Caller-ID-Name': 'Alice Example',
  'Caller-ID-Number': '+14155550100',
  Direction: 'inbound',
  From: '+14155550100',
  'From-Realm': 'carrier.example.net',
  Language: 'en-us',
  Request: '+18005550199',
  'Request-Realm': 'acme.example.org',
  To: '+18005550199',
  'To-Realm': 'acme.example.org',
}).toString()
const request = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form }

try {
  const studio = await start([join(here, '..', 'dist', 'main.js')], {
    PORT: '0',
    DATA_DIR: dataDir,
    PIVOT_KEEP_ALIVE: 'true',
  })
  const { flows } = await (await fetch(`${studio}/api/flows`)).json()
  const studioUrl = flows.find(({ name }) => name === 'Front desk').pivotUrl
  const answer = await (await fetch(studioUrl, request)).text()
  const baseline = await start([join(here, 'baseline.mjs')], { BODY: answer })
  const baselineUrl = `${baseline}/pivot/key`

  console.log(
    `${answer.length} bytes an answer; the server on ${hasTaskset ? 'one core' : 'any core (no taskset here)'}`,
  )
  for (const url of [studioUrl, baselineUrl]) await shoot(url, MANY, 2) // both warm
  const few = await rounds(studioUrl, baselineUrl, FEW)
  const many = await rounds(studioUrl, baselineUrl, MANY)
  const ratio = Math.min(few.ratio, many.ratio)
  const p99 = few.studio.p99
  const isGood = ratio >= LEAST_RATIO && p99 < MOST_P99_MS
  console.log(
    `\nratio ${ratio.toFixed(2)} (at least ${LEAST_RATIO}), p99 ${p99} ms at ${FEW} connections (below ${MOST_P99_MS}): ${isGood ? 'good' : 'too slow'}`,
  )
  process.exitCode = isGood ? 0 : 1
} finally {
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(children.map((child) => new Promise((resolve) => child.on('exit', resolve))))
  rmSync(dataDir, { recursive: true, force: true })
}

/** @returns the address of a server whose first line of output names its port */
function start(args, environment) {
  const command = hasTaskset ? ['taskset', '-c', '0', process.execPath, ...args] : [process.execPath, ...args]
  const child = spawn(command[0], command.slice(1), {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      const port = /"port":(\d+)/.exec(chunk.toString())?.[1]
      if (port) resolve(`http://127.0.0.1:${port}`)
    })
    child.on('exit', () => reject(new Error('The server did not start.')))
  })
}

async function rounds(studioUrl, baselineUrl, connections) {
  const shots = { studio: [], baseline: [] }
  for (let round = 0; round < ROUNDS; round++) {
    // Who goes first changes, so that neither always follows a rest.
    const order = round % 2 === 0 ? ['studio', 'baseline'] : ['baseline', 'studio']
    for (const which of order)
      shots[which].push(await shoot(which === 'studio' ? studioUrl : baselineUrl, connections, ROUND_S))
  }
  const studio = middle(shots.studio)
  const baseline = middle(shots.baseline)
  const ratio = studio.perSecond / baseline.perSecond
  console.log(`\n${connections} connections, the middle of ${ROUNDS} rounds of ${ROUND_S} s`)
  for (const [name, { perSecond, p50, p99 }] of Object.entries({ studio, baseline }))
    console.log(
      `  ${name.padEnd(9)} ${Math.round(perSecond).toString().padStart(6)} requests/s   p50 ${p50} ms   p99 ${p99} ms`,
    )
  console.log(`  ratio ${ratio.toFixed(2)}`)
  return { studio, baseline, ratio }
}

async function shoot(url, connections, duration) {
  const result = await autocannon({ url, connections, duration, ...request })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} broken`)
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 }
}

/** Each figure's median: one disturbed round counts for nothing. */
function middle(shots) {
  return Object.fromEntries(
    ['perSecond', 'p50', 'p99'].map((key) => [
      key,
      shots.map((shot) => shot[key]).sort((a, b) => a - b)[Math.floor(shots.length / 2)],
    ]),
  )
}
