/**
 * Requests that *Test this URL* sends: answered like any other, but no calls, so neither listed nor counted. Only the Call-ID
 * tells them apart, which nobody can guess and which is known while its test runs only.
 */
export interface Probes {
  /** A test begins. @returns how to end it; `hasArrived` tells whether its request reached this studio */
  begin: (callId: string) => { hasArrived: () => boolean; end: () => void }
  /** Whether a request belongs to a test. */
  has: (callId: string) => boolean
  /** The same; notes that it has arrived. */
  take: (callId: string) => boolean
}

export function createProbes(): Probes {
  const running = new Map<string, boolean>()
  return {
    begin(callId) {
      running.set(callId, false)
      return { hasArrived: () => running.get(callId) === true, end: () => running.delete(callId) }
    },
    has: (callId) => running.has(callId),
    take(callId) {
      if (!running.has(callId)) return false
      running.set(callId, true)
      return true
    },
  }
}
