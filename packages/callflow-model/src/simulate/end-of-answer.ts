/** How a TwiML answer ends that does not lead on to a request. */
import { type Ended, ended } from './next.ts'
import type { SimulatedLeg } from './simulated-leg.ts'

/** The answer ends. A `cdr_url` on the asking `pivot` takes away the hang-up. @source pivot_call.erl:237 */
export function endOfAnswer(leg: SimulatedLeg, why: string): Ended {
  if (!leg.twiml.target?.hasCdrUrl || leg.version === '5') return ended(why)
  return ended(`${why} A cdr_url is set, so KAZOO does not hang up: the caller hears silence.`, 'silence')
}

/** A crash around the verbs: nobody is left who would hang up. KAZOO 5 does, where it was a later answer. */
export const crashes = (leg: SimulatedLeg, why: string): Ended =>
  leg.version === '5' && leg.exchanges.length > 1
    ? ended(`${why}, and hangs up.`)
    : ended(`${why}: the caller hears silence.`, 'silence')
