/**
 * Dialling through, where the account's callflows are known.
 * @source docs/kazoo/semantics.md#directory-disa-and-page_group
 */

import type { SimulatedAccount } from '../contract/simulated-account.ts'
import type { CallerAction, PendingInput, SimulatedCall, Simulation } from '../contract/simulation.ts'
import { callflowOfNumber } from './account-documents.ts'
import { branchesTo, CONTINUES, hearsPrompt, stops } from './outcomes.ts'

interface Dialling {
  pin?: string | undefined
  retries?: number | undefined
  max_digits?: number | undefined
}

export function* dialThrough(call: SimulatedCall, account: SimulatedAccount, data: Dialling): Simulation {
  const { pin = '', retries = 3, max_digits: maxDigits = 15 } = data
  if (pin !== '' && !(yield* givesPin(call, pin, retries))) return stops('The PIN was wrong too often.')
  for (let tries = retries; tries > 0; tries--) {
    call.hears('tone', 'Dial tone', 1500)
    const number = yield* typed(call, maxDigits)
    const found = callflowOfNumber(account, number)
    if (found) return branchesTo(`The callflow of ${number}`, found.flow)
    hearsPrompt(call, 'disa-invalid_extension')
  }
  return CONTINUES
}

function* givesPin(call: SimulatedCall, pin: string, retries: number): Generator<PendingInput, boolean, CallerAction> {
  for (let tries = retries; tries > 0; tries--) {
    hearsPrompt(call, 'disa-enter_pin')
    if ((yield* typed(call, pin.length + 1)) === pin) return true
    hearsPrompt(call, 'disa-invalid_pin')
  }
  hearsPrompt(call, 'disa-retries_exceeded')
  return false
}

function* typed(call: SimulatedCall, maxDigits: number): Generator<PendingInput, string, CallerAction> {
  const text = `${call.title} waits for digits`
  const action = yield { kind: 'digits', text, choices: [], maxDigits, terminators: '#', timeoutMs: 5000 }
  return 'digits' in action ? action.digits.replace(/#$/, '') : ''
}
