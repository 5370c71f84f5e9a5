/** What may become of a module, where only the person at the sample phone can say it. */

import type { AnswerModule } from '../contract/simulated-account.ts'
import type { CallerAction, SimulatedCall, SimulatedExit, Simulation } from '../contract/simulation.ts'

export interface Outcome {
  key: string
  label: string
  /** What the caller hears then. */
  hears?: string
  /** KAZOO's names of it, where they are known. */
  prompts?: readonly string[]
  exit: SimulatedExit
}

/**
 * Offers the outcomes; the first is likeliest, and what any other action comes to.
 * @param known the outcome in an account whose documents are known: the preview does not ask
 */
export function* chooseOutcome(
  call: SimulatedCall,
  text: string,
  outcomes: readonly [Outcome, ...Outcome[]],
  known?: string,
): Simulation {
  const action: CallerAction =
    known === undefined
      ? yield { kind: 'choice', text, choices: outcomes.map(({ key, label }) => ({ key, label })) }
      : { outcome: known }
  const chosen = outcomes.find(({ key }) => 'outcome' in action && key === action.outcome) ?? outcomes[0]
  if (chosen.prompts) for (const prompt of chosen.prompts) hearsPrompt(call, prompt, chosen.hears)
  else if (chosen.hears) call.hears('media', chosen.hears, 2000)
  return chosen.exit
}

/** One of KAZOO's own announcements. @param words what it says; its name if left out */
export const hearsPrompt = (call: SimulatedCall, prompt: string, words = prompt): void =>
  call.hears('media', words, 2000, prompt.includes(':') ? prompt : `prompt:${prompt}`)

export const CONTINUES: SimulatedExit = { kind: 'continue' }
/** The same after the caller has got what the step is for. */
export const CONTINUES_AFTERWARDS: SimulatedExit = { kind: 'continue', isReached: true }

/**
 * A callflow that is stored in KAZOO runs; `_` waits until it stops, unless that callflow replaces this one.
 * @source docs/kazoo/semantics.md#r7
 */
export const branchesTo = (what: string, flow?: AnswerModule, replaces = false): SimulatedExit => ({
  kind: 'branch',
  why: `${what} runs in KAZOO.`,
  ...(flow ? { flow } : {}),
  ...(replaces ? { replaces } : {}),
})

export const stops = (why: string): SimulatedExit => ({ kind: 'stop', why })

/** The same after the caller has got what the step is for. */
export const stopsAfterwards = (why: string): SimulatedExit => ({ kind: 'stop', why, isReached: true })
