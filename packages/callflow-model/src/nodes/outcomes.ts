/** What may become of a module, where only the person at the sample phone can say it. */
import type { SimulatedCall, SimulatedExit, Simulation } from './define-node.ts'

export interface Outcome {
  key: string
  label: string
  /** What the caller hears then. */
  hears?: string
  exit: SimulatedExit
}

/** Offers the outcomes; the first is likeliest, and what any other action comes to. */
export function* whatHappens(
  call: SimulatedCall,
  text: string,
  outcomes: readonly [Outcome, ...Outcome[]],
): Simulation {
  const action = yield { kind: 'choice', text, choices: outcomes.map(({ key, label }) => ({ key, label })) }
  const chosen = outcomes.find(({ key }) => 'outcome' in action && key === action.outcome) ?? outcomes[0]
  if (chosen.hears) call.hears('media', chosen.hears, 2000)
  return chosen.exit
}

export const GOES_ON: SimulatedExit = { kind: 'continue' }

/** R7: a callflow that is stored in KAZOO runs; `_` waits until it stops. */
export const branchesTo = (what: string): SimulatedExit => ({ kind: 'branch', why: `${what} runs in KAZOO.` })

export const stops = (why: string): SimulatedExit => ({ kind: 'stop', why })
