/**
 * `npm run bench -- --full-log`: answers of a studio with a full call log beside those of one with an empty log, in pairs. Both
 * are on the same core and take turns, once the full log's calls are put together. Fails where the full one answers less than 0.9.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fillSqlite } from './postgres.mjs'
import { frontDeskOf, median, shoot, startStudio, stopAll } from './tools.mjs'

const ROUNDS = 11
const ROUND_S = 3
const CONNECTIONS = 20
const MIN_RATIO = 0.9
const MAX_WAIT_MS = 30 * 60_000

/** @param loggedRequests how many the full log holds @returns whether the full one is quick enough */
export async function benchFullLog(loggedRequests) {
  const dataDir = mkdtempSync(join(tmpdir(), 'callflow-bench-'))
  try {
    const fullOne = await startStudio({ DATA_DIR: dataDir, CALL_LOG_MAX_MB: '20000' })
    const full = await frontDeskOf(fullOne)
    const empty = await frontDeskOf(await startStudio({ CALL_LOG_MAX_MB: '20000' }))
    await shoot(full, 1, 1, false) // what is multiplied
    await fillSqlite(dataDir, loggedRequests)
    await untilPutTogether(fullOne)
    for (const url of [full, empty]) await shoot(url, CONNECTIONS, 2, false) // both warm
    const ratios = []
    for (let round = 0; round < ROUNDS; round++) {
      const order = round % 2 === 0 ? [full, empty] : [empty, full]
      const perSecond = new Map()
      for (const url of order) perSecond.set(url, (await shoot(url, CONNECTIONS, ROUND_S, false)).perSecond)
      ratios.push(perSecond.get(full) / perSecond.get(empty))
      console.log(
        `  ${Math.round(perSecond.get(full))} requests/s with ${loggedRequests} in the log, ${Math.round(perSecond.get(empty))} with an empty one`,
      )
    }
    const ratio = median(ratios)
    const isGood = ratio >= MIN_RATIO
    console.log(`  ratio ${ratio.toFixed(2)} (at least ${MIN_RATIO}): ${isGood ? 'good' : 'too slow'}`)
    return isGood
  } finally {
    await stopAll()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Requests become calls some time after they were written. */
async function untilPutTogether(studio) {
  const begun = performance.now()
  while (performance.now() - begun < MAX_WAIT_MS) {
    const { pending } = await (await fetch(`${studio}/api/calls/summaries?limit=1`)).json()
    if (pending === 0) return
    await wait(2000)
  }
  throw new Error('The calls of the log are not put together yet.')
}
