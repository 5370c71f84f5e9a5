/**
 * What `branch_variable` finds in an account whose documents are known.
 * @source docs/kazoo/semantics.md#branch_variable; docs/kazoo/versions.md
 */

import type { SimulatedAccount } from '../contract/simulated-account.ts'
import type { SimulatedCall, SimulatedExit } from '../contract/simulation.ts'
import { documentOf } from './account-documents.ts'
import { CONTINUES } from './outcomes.ts'

/** The value, as text, is the key. A variable that is there without a value crashes the module (4.3). */
export function branchOn(
  call: SimulatedCall,
  account: SimulatedAccount,
  variable: unknown,
  scope = 'custom_channel_vars',
): SimulatedExit {
  if (scope === 'custom_channel_vars') {
    const vars = new Map([...Object.entries(account.channelVars), ...call.channelVars].map(normalized))
    const name = toLookedUpName(String(variable))
    if (!vars.has(name)) return CONTINUES
    const value = vars.get(name)
    return value === undefined ? { kind: 'crash' } : { kind: 'continue', key: String(value) }
  }
  const value = valueAt(fieldsOf(account, scope), pathOf(variable, call))
  return typeof value === 'object' || value === undefined ? CONTINUES : { kind: 'continue', key: String(value) }
}

/** KAZOO looks names of channel variables up in lower case, with underscores. */
export const toLookedUpName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '_')
const normalized = ([name, value]: [string, unknown]): [string, unknown] => [toLookedUpName(name), value]

/** Only 5 takes paths: `sip.username`, or a list of names. */
const pathOf = (variable: unknown, { version }: SimulatedCall): string[] => {
  if (Array.isArray(variable)) return variable.map(String)
  return version === '5' ? String(variable).split('.') : [String(variable)]
}

function fieldsOf(account: SimulatedAccount, scope: string): Readonly<Record<string, unknown>> {
  if (scope === 'account') return account.fields
  if (scope === 'device') return documentOf(account.devices, account.deviceId)?.fields ?? {}
  if (scope === 'user') return documentOf(account.users, account.ownerId)?.fields ?? {}
  return {}
}

function valueAt(fields: unknown, path: readonly string[]): unknown {
  let value = fields
  for (const name of path)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined
  return value
}
