/**
 * Exits of steps that compare the caller with something.
 * @source docs/kazoo/semantics.md#check_cid-and-cidlistmatch
 */
import type { Port } from '../contract/ports.ts'
import type { SimulatedCall, Simulation } from '../contract/simulation.ts'
import { chooseOutcome } from './outcomes.ts'
import { OTHERWISE } from './value-ports.ts'

const MATCH: Port = { key: 'match', label: 'Match' }
export const NO_MATCH: Port = { key: 'nomatch', label: 'No match' }

export const matchPorts = (): readonly Port[] => [MATCH, NO_MATCH, OTHERWISE]

/** Either exit; where it is not drawn `_`, never the other one. */
export const matchesOrNot = (call: SimulatedCall, question: string, known?: 'match' | 'nomatch'): Simulation =>
  chooseOutcome(
    call,
    question,
    [
      { key: 'match', label: 'Match', exit: { kind: 'attempt', keys: ['match'], otherwise: 'continue' } },
      { key: 'nomatch', label: 'No match', exit: { kind: 'attempt', keys: ['nomatch'], otherwise: 'continue' } },
    ],
    known,
  )
