/** Keeps the log as young and as small as the settings say, some hundred rows at a time. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Kept } from '../settings/settings.ts'
import type { RemovedOld } from '../store/call-store.ts'
import type { WorkerAnswers } from './worker-protocol.ts'

const CLEAN_EVERY_MS = 10 * 60 * 1000
/** Between two transactions, so that the disk is free for others. */
const PAUSE_MS = 50
const DAY_MS = 24 * 60 * 60 * 1000

const MEBIBYTE = 1024 * 1024

/** Each deletes some. */
export interface RemoveOld {
  requests: (before: number, maxBytes: number) => Promise<WorkerAnswers['removeOld']>
  traffic: (before: number) => Promise<WorkerAnswers['removeOldTraffic']>
}

/** Deletes at once and every ten minutes. */
export function keepSmall(
  kept: () => Pick<Kept, 'callLogDays' | 'callLogMaxMb' | 'trafficDays'>,
  now: () => number,
  remove: RemoveOld,
  onProblem: (error: unknown) => void,
): { stop: () => Promise<void> } {
  let isStopped = false
  let cleaning: Promise<void> = Promise.resolve()
  async function clean(): Promise<void> {
    const { callLogDays, callLogMaxMb, trafficDays } = kept()
    const inSlices = async (removeSome: () => Promise<RemovedOld>): Promise<void> => {
      while (!isStopped && (await removeSome()).more) await wait(PAUSE_MS)
    }
    await inSlices(() => remove.traffic(now() - trafficDays * DAY_MS)) // first: it counts for the size of the log
    await inSlices(() => remove.requests(now() - callLogDays * DAY_MS, callLogMaxMb * MEBIBYTE))
  }
  const start = (): void => {
    cleaning = cleaning.then(clean).catch(onProblem)
  }
  start()
  const timer = setInterval(start, CLEAN_EVERY_MS).unref()
  return {
    async stop() {
      isStopped = true
      clearInterval(timer)
      await cleaning
    },
  }
}
