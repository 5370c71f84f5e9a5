/**
 * A small KAZOO: walks an answer module by module as `cf_exe` does (rules R1 to R14), lets the person at the sample
 * phone act where a module waits, and makes the next request at a `pivot`. Preview and flow tests use it against the
 * very code that answers KAZOO. It keeps nothing: the same input is the same call.
 */
import type { Preview } from '../api/index.ts'
import type { SimulationInput } from './next.ts'
import { recordEvent } from './simulated-leg.ts'
import { walkCall } from './walk-call.ts'

export type { SimulationInput } from './next.ts'

/**
 * Plays a call until it ends, or until it waits for something that `does` no longer holds.
 * @throws only what `ask` throws
 * @source docs/kazoo/semantics.md; docs/kazoo/protocol.md
 */
export async function simulateCall(input: SimulationInput): Promise<Omit<Preview, 'diagnostics'>> {
  const { line: leg, last } = await walkCall(input)
  if (last.kind === 'ended') recordEvent(leg, 'end', null, { text: last.why })
  return {
    events: leg.events,
    waitingFor: last.kind === 'waiting' ? last.for : null,
    exchanges: leg.exchanges,
    ...(last.kind === 'ended' ? { ended: last.why, end: last.end } : {}),
    durationMs: leg.atMs,
    silenceMs: leg.silenceMs,
  }
}
