/** When a GET is asked again, and how long to wait before. */
import type { CrossbarError } from './crossbar-error.ts'

/** Attempts in all, the first included. */
export const MAX_ATTEMPTS = 4
const FIRST_MS = 500
const MAX_MS = 8000

/** Only what may pass: a busy KAZOO, a proxy in its place, a connection that broke. */
export const mayPass = ({ kind, status }: CrossbarError): boolean =>
  kind === 'busy' || (kind === 'unreachable' && (status === null || status >= 500))

/**
 * Full jitter, so that many that were refused together do not come back together.
 * @param attempt 1 after the first
 * @param random in [0, 1)
 * @returns milliseconds
 */
export const backOffMs = (attempt: number, random: number): number =>
  Math.round(random * Math.min(MAX_MS, FIRST_MS * 2 ** (attempt - 1)))

/** Resolves after that time, or as soon as the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

export const waitFor: Wait = (ms, signal) =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
