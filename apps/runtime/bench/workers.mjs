/**
 * Two workers beside one process: requests per second of CPU time, of all processes together, and memory. The CPU time is what the
 * kernel has counted, so neither the number of cores nor what else runs on the machine matters much.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { frontDeskOf, median, shoot, startStudio } from './tools.mjs'

const ROUNDS = 7
const ROUND_S = 3
const CONNECTIONS = 20
const MIN_RATIO = 0.95
const TICKS_PER_SECOND = 100
const PAGE_BYTES = 4096

export const hasCpuTimes = process.platform === 'linux'

/** @returns whether two workers answer as many requests per CPU second as one process, but for 5 % */
export async function benchWorkers() {
  if (!hasCpuTimes) {
    console.log('\nworkers: CPU time is read from /proc, which is not here')
    return true
  }
  const isGood = []
  for (const [mode, isKept] of [
    ['closed', false],
    ['kept', true],
  ])
    isGood.push(await compare(mode, isKept))
  return isGood.every(Boolean)
}

async function compare(mode, isKept) {
  const scenes = []
  for (const workers of ['1', '2']) {
    const before = descendants(process.pid)
    const studio = await startStudio({ WORKERS: workers, PIVOT_KEEP_ALIVE: String(isKept) }, undefined, '0,1')
    const url = await frontDeskOf(studio)
    await shoot(url, CONNECTIONS, 3, isKept) // warm
    const pids = descendants(process.pid).filter((pid) => !before.includes(pid))
    scenes.push({ url, pids, perCpuSecond: [] })
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const { url, pids, perCpuSecond } of round % 2 === 0 ? scenes : scenes.toReversed()) {
      const begun = cpuSeconds(pids)
      const { requests } = await shoot(url, CONNECTIONS, ROUND_S, isKept)
      perCpuSecond.push(requests / (cpuSeconds(pids) - begun))
    }
  const [one, two] = scenes
  // Of each pair of neighbours: what disturbs one of them disturbs the other.
  const ratio = median(two.perCpuSecond.map((value, round) => value / one.perCpuSecond[round]))
  const memory = two.pids.map((pid) => memoryMb(pid))
  console.log(
    `\n${mode} connections, two workers beside one process: ${Math.round(median(two.perCpuSecond))} and ${Math.round(median(one.perCpuSecond))} requests per CPU second, ratio ${ratio.toFixed(2)} (at least ${MIN_RATIO})`,
  )
  console.log(
    `  memory: one process ${memoryMb(one.pids[0])} MB; supervisor and workers ${memory.join(' + ')} MB, without what processes share`,
  )
  return ratio >= MIN_RATIO
}

/** The process ids of all that a process has started, and so on. */
function descendants(pid) {
  const parents = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [[Number(name), statOf(name)[1]]] : []))
  const below = (parent) => parents.flatMap(([child, of]) => (Number(of) === parent ? [child, ...below(child)] : []))
  return below(pid)
}

/** The process ids of the studios that run. */
export const studioProcesses = () => descendants(process.pid).filter((pid) => read(pid, 'cmdline').includes('main.js'))

/** What the kernel tells of a process, from its state on. */
const statOf = (pid) => (read(pid, 'stat').split(') ')[1] ?? '').split(' ')

function read(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return '' // it has ended
  }
}

export const cpuSeconds = (pids) =>
  pids.reduce((sum, pid) => {
    const fields = statOf(pid)
    return sum + (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND // in user and in system mode
  }, 0)

/** What a process has for itself: pages that it shares with others are left out. */
function memoryMb(pid) {
  const [, resident, shared] = read(pid, 'statm').split(' ').map(Number)
  return Math.round(((resident - shared) * PAGE_BYTES) / 1024 / 1024)
}
