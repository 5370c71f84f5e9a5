/**
 * Requests that *Test this URL* sends: answered like any other, but no calls, so marked and not counted. Their Call-IDs are
 * sealed, so that every process with the studio's secret knows them, and nobody else can make one.
 */
import { createSealedBox } from '../continuation/sealed-box.ts'

export interface Probes {
  /** @returns the Call-ID of a test that begins */
  begin: () => string
  /** Whether a request belongs to a test. */
  has: (callId: string) => boolean
  /** @returns what tells the test that its request has arrived at this studio; null for any other request */
  receiptOf: (callId: string) => string | null
  /** @param receipt what came with an answer */
  hasArrived: (callId: string, receipt: string | null) => boolean
}

/** Of the answer to a test. */
export const RECEIPT_HEADER = 'Studio-Receipt'

const PREFIX = 'test-'
/** A test waits 5 s for its answer; the clocks of several servers may differ by the rest. */
const LIFETIME_MS = 60_000

/**
 * @param secrets the first seals, all open; at least one
 * @param now milliseconds since 1970
 */
export function createProbes(secrets: readonly string[], now: () => number): Probes {
  const box = createSealedBox(secrets, { name: 'probe', format: 3 })
  function has(callId: string): boolean {
    if (!callId.startsWith(PREFIX)) return false
    const begunAt = box.open(callId.slice(PREFIX.length))
    return begunAt !== null && Math.abs(now() - Number(begunAt)) < LIFETIME_MS
  }
  return {
    begin: () => PREFIX + box.seal(String(now())),
    has,
    receiptOf: (callId) => (has(callId) ? box.seal(callId) : null),
    hasArrived: (callId, receipt) => receipt !== null && box.open(receipt) === callId,
  }
}
