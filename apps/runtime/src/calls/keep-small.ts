/** Keeps the log as young and as small as the settings say, some hundred requests at a time. */
import { setTimeout as wait } from 'node:timers/promises'
import type { LogLimits } from '../settings/settings.ts'
import type { WorkerAnswers } from './worker-protocol.ts'

const CLEAN_EVERY_MS = 10 * 60 * 1000
/** Between two transactions, so that the disk is free for others. */
const PAUSE_MS = 50
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Deletes at once and every ten minutes.
 * @param remove deletes some
 */
export function keepSmall(
  limits: () => Pick<LogLimits, 'days' | 'totalBytes'>,
  now: () => number,
  remove: (before: number, maxBytes: number) => Promise<WorkerAnswers['removeOld']>,
  onProblem: (error: unknown) => void,
): { stop: () => Promise<void> } {
  let isStopped = false
  let cleaning: Promise<void> = Promise.resolve()
  async function clean(): Promise<void> {
    const { days, totalBytes } = limits()
    while (!isStopped && (await remove(now() - days * DAY_MS, totalBytes)).more) await wait(PAUSE_MS)
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
