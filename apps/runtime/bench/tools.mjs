/** What the benchmarks share: servers on one core, shots, medians. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Pool } from 'undici'
import { load } from './load.mjs'

export const here = dirname(fileURLToPath(import.meta.url))
export const hasTaskset = spawnSync('taskset', ['-c', '0', 'true']).status === 0
const dataDirs = []
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
export const request = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form }

/**
 * The studio as it is started, but for what a benchmark needs, on data of its own.
 * @param checkout the root of a built checkout; this one where none is given
 * @param cores see `start`
 */
export function startStudio(environment = {}, checkout = join(here, '../../..'), cores = undefined) {
  const dataDir = mkdtempSync(join(tmpdir(), 'callflow-bench-'))
  dataDirs.push(dataDir)
  return start([join(checkout, 'apps/runtime/dist/main.js')], { PORT: '0', DATA_DIR: dataDir, ...environment }, cores)
}

/** @returns the Pivot URL of an example flow that every studio starts with */
export async function frontDeskOf(studio) {
  const { flows } = await (await fetch(`${studio}/api/flows`)).json()
  return flows.find(({ name }) => name === 'Front desk').pivotUrl
}

/** Ends every server that was started. */
export async function stopAll() {
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(children.map((child) => new Promise((resolve) => child.on('exit', resolve))))
  children.length = 0
  for (const dataDir of dataDirs) rmSync(dataDir, { recursive: true, force: true })
}

/**
 * @param cores where it runs, as `taskset` takes them
 * @returns the address of a server whose output names its port
 */
export function start(args, environment, cores = '0') {
  const command = hasTaskset ? ['taskset', '-c', cores, process.execPath, ...args] : [process.execPath, ...args]
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

/** As many calls as the server takes. @param isKept whether connections are kept, see `load.mjs` */
export const shoot = (url, connections, durationS, isKept) => load(url, request, { connections, durationS, isKept })

/**
 * Calls at even distances, whether those before have their answers or not, as callers come: each is timed from when it was due,
 * so that a server which stands still for a while is charged with every call of that while.
 * @returns like `shoot`, in ms with fractions
 */
export async function shootSteadily(url, perSecond, durationS) {
  const pool = new Pool(new URL(url).origin, { connections: 64 })
  const path = new URL(url).pathname
  const total = perSecond * durationS
  const tookMs = []
  const calls = []
  const begun = performance.now()
  const call = async (dueMs) => {
    const { statusCode, body } = await pool.request({ path, ...request })
    await body.dump()
    if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`)
    tookMs.push(performance.now() - dueMs)
  }
  while (calls.length < total) {
    for (const dueBy = performance.now(); calls.length < total; ) {
      const dueMs = begun + (calls.length * 1000) / perSecond
      if (dueMs > dueBy) break
      calls.push(call(dueMs))
    }
    await setTimeout(1)
  }
  await Promise.all(calls)
  await pool.close()
  tookMs.sort((a, b) => a - b)
  const quantile = (share) => tookMs[Math.ceil(share * total) - 1]
  return { perSecond, p50: quantile(0.5), p99: quantile(0.99) }
}

/**
 * Calls at once, in a thread of their own, so that sending them does not hold up the clock of those that are timed beside them.
 * @returns, when the thread is ready, what sends them and settles when all are answered
 */
export async function prepareCalls(url, count) {
  const { pathname, host } = new URL(url)
  const { body, headers } = request
  const bytes = `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${headers['content-type']}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  const thread = new Worker(join(here, 'at-once.mjs'), { workerData: { url, count, bytes } })
  await once(thread, 'message')
  return async () => {
    thread.postMessage('go')
    await once(thread, 'message')
    await thread.terminate()
  }
}

/** Each figure's median: one disturbed round counts for nothing. */
export function middle(shots) {
  return Object.fromEntries(['perSecond', 'p50', 'p99'].map((key) => [key, median(shots.map((shot) => shot[key]))]))
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

/** @returns what the studio's API answers; throws where it refuses */
export async function post(studio, path, body) {
  const response = await fetch(studio + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`)
  return JSON.parse(text)
}
