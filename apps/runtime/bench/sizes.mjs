/**
 * `npm run bench -- --sizes`: what an administrator plans with (docs/running.md): calls that one core answers, what a request takes
 * in the call log, what a published flow takes in memory and on disk.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { frontDeskOf, post, shoot, startStudio, stopAll } from './tools.mjs'

const FLOWS = 1000
const ROUND_S = 10
const CONNECTIONS = 50
const MAX_WARM_UP_MS = 120_000

export async function benchSizes() {
  await sizeOfRequests()
  await sizeOfFlows()
}

async function sizeOfRequests() {
  const dataDir = mkdtempSync(join(tmpdir(), 'callflow-bench-'))
  const url = await frontDeskOf(await startStudio({ DATA_DIR: dataDir }))
  await shoot(url, CONNECTIONS, 3, false) // warm
  const { perSecond, p50, p99, requests } = await shoot(url, CONNECTIONS, ROUND_S, false)
  const before = await logged(url)
  await stopAll()
  const bytes = statSync(join(dataDir, 'calls.sqlite')).size / before
  console.log(
    `\nfirst requests of the front desk on closed connections, one core: ${Math.round(perSecond)} a second, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms at ${CONNECTIONS} connections (${requests} requests)`,
  )
  console.log(`call log: ${Math.round(bytes)} bytes a request, of ${before}`)
  rmSync(dataDir, { recursive: true })
}

/** @returns how many requests there were since the start, once all are written or dropped */
async function logged(pivotUrl) {
  const { origin } = new URL(pivotUrl)
  const metric = async (pattern) =>
    [...(await (await fetch(`${origin}/metrics`)).text()).matchAll(pattern)].reduce(
      (sum, [, value]) => sum + Number(value),
      0,
    )
  const answered = await metric(/^callflow_requests_total\{[^}]*\} (\d+)/gm)
  const dropped = await metric(/^callflow_log_dropped_total\S* (\d+)/gm)
  if (dropped > 0) console.log(`  ${dropped} requests, or their bodies, were dropped from the log`)
  await fetch(`${origin}/api/calls?limit=1`) // waits until the queue is written
  return answered
}

async function sizeOfFlows() {
  const dataDir = mkdtempSync(join(tmpdir(), 'callflow-bench-'))
  const environment = { DATA_DIR: dataDir }
  let studio = await startStudio(environment)
  const { flows } = await (await fetch(`${studio}/api/flows`)).json()
  const { id } = flows.find(({ name }) => name === 'Front desk')
  const { document } = await (await fetch(`${studio}/api/flows/${id}`)).json()
  await stopAll()
  const diskBefore = sizeOf(dataDir)
  studio = await startStudio(environment)
  await wait(3000)
  const memoryBefore = await memoryOf(studio)
  for (let index = 0; index < FLOWS; index++) {
    const made = await post(studio, '/api/flows', { name: `Flow ${index}`, document })
    await post(studio, `/api/flows/${made.id}/publish`, {})
  }
  await stopAll()
  const disk = (sizeOf(dataDir) - diskBefore) / FLOWS
  studio = await startStudio(environment)
  // Flows are prepared one after the other once the studio is ready.
  let memory = 0
  for (const begun = Date.now(); Date.now() - begun < MAX_WARM_UP_MS; ) {
    await wait(3000)
    const now = await memoryOf(studio)
    if (now <= memory * 1.01) break
    memory = now
  }
  await stopAll()
  console.log(
    `\npublished flow of ${document.nodes.length} steps: ${Math.round((memory - memoryBefore) / FLOWS / 1024)} kB of memory, ${Math.round(disk / 1024)} kB on disk (${FLOWS} flows; ${Math.round(memoryBefore / 1024 / 1024)} MB without them)`,
  )
  rmSync(dataDir, { recursive: true })
}

const sizeOf = (dataDir) => statSync(join(dataDir, 'studio.sqlite')).size

async function memoryOf(studio) {
  const text = await (await fetch(`${studio}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\d+)/m.exec(text)[1])
}
