/**
 * A menu of KAZOO's own whose document is known: tries, time-outs, and extensions that callers may dial.
 * @source docs/kazoo/semantics.md#menu
 */

import type { SimulatedAccount, SimulatedMenu } from '../contract/simulated-account.ts'
import type { CallerAction, PendingInput, SimulatedCall, Simulation } from '../contract/simulation.ts'
import { callflowOfNumber, documentOf } from './account-documents.ts'
import { branchesTo, hearsPrompt } from './outcomes.ts'

/** A menu that KAZOO does not have is run with these. */
const DEFAULTS: SimulatedMenu = { id: '', tries: 3, timeoutMs: 10_000, interdigitMs: 2000, maxDigits: 4 }

export function* runMenu(call: SimulatedCall, account: SimulatedAccount, id: unknown): Simulation {
  const menu = documentOf(account.menus, id) ?? DEFAULTS
  for (let tries = menu.tries; tries > 0; tries--) {
    hearsPrompt(call, 'menu-no_prompt')
    const pressed = yield* takesKeys(call, menu)
    if (pressed === '') {
      if (call.childKeys.includes('timeout')) return { kind: 'attempt', keys: ['timeout'], otherwise: 'continue' }
      continue
    }
    if (call.childKeys.includes(pressed)) return { kind: 'attempt', keys: [pressed], otherwise: 'continue' }
    const other = menu.mayHunt ? callflowOfNumber(account, pressed) : undefined
    if (other) {
      hearsPrompt(call, 'menu-transferring_call')
      return branchesTo(`The callflow of ${pressed}`, other.flow, call.version === '5')
    }
    if (!menu.isQuiet) hearsPrompt(call, 'menu-invalid_entry')
  }
  if (!menu.isQuiet) hearsPrompt(call, 'menu-exit')
  if (call.childKeys.includes('max_retries')) return { kind: 'attempt', keys: ['max_retries'], otherwise: 'continue' }
  if (!menu.isQuiet) hearsPrompt(call, call.childKeys.includes('_') ? 'menu-transferring_call' : 'vm-goodbye')
  return { kind: 'continue' }
}

function* takesKeys(
  call: SimulatedCall,
  { maxDigits, timeoutMs, interdigitMs }: SimulatedMenu,
): Generator<PendingInput, string, CallerAction> {
  const text = `${call.title} waits for a key`
  const action = yield { kind: 'menu', text, choices: [], maxDigits, terminators: '#', timeoutMs, interdigitMs }
  if (!('digits' in action)) return ''
  if (action.digits === '') call.wait(timeoutMs)
  return action.digits.replace(/#$/, '')
}
