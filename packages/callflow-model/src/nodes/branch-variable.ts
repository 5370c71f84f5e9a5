import { z } from 'zod'
import { defineKazooStep, type SimulatedCall, type SimulatedExit, skipModule } from './define-node.ts'
import { GOES_ON } from './outcomes.ts'
import { documentOf, type SimulatedAccount } from './simulated-account.ts'
import { OTHERWISE, valuePorts, whatIsFound } from './value-ports.ts'

const SCOPE_WORDS = {
  custom_channel_vars: 'the call',
  account: 'the account',
  user: 'the user',
  device: 'the device',
  merged: 'the device, else the call',
} as const

/** @source callflows.branch_variable; kazoo-callflow-semantics, branch_variable */
export const branchVariable = defineKazooStep({
  type: 'branch_variable',
  title: 'Branch on a variable',
  help: 'KAZOO reads a property of the call, the account, the user or the device, and takes the way out of its value.',
  icon: 'split',
  category: 'Variables & Branching',
  synonyms: ['condition', 'switch', 'if', 'property', 'channel variable'],
  data: z.looseObject({
    scope: z
      .enum(['account', 'custom_channel_vars', 'device', 'merged', 'user'])
      .optional()
      .meta({
        label: 'Where it is looked up',
        options: {
          ...SCOPE_WORDS,
          custom_channel_vars: 'The call',
          account: 'The account',
          user: 'The user',
          device: 'The device',
          merged: 'The device, else the call',
        },
        section: 'Variable',
        ifAbsent: 'custom_channel_vars',
      }),
    variable: z.string().meta({
      label: 'Name',
      hint: 'Values of Set application variables are not among them: use Condition for those.',
      section: 'Variable',
      short: 'Enter a name',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ scope: 'custom_channel_vars', variable: '' }),
  ports: () => [OTHERWISE],
  freePorts: valuePorts({ addLabel: 'Add a value', ask: 'Write the value.', suggestions: ['true', 'false'] }),
  summary: (data) =>
    data.variable ? `By ${data.variable} of ${SCOPE_WORDS[data.scope ?? 'custom_channel_vars']}` : '',
  check: (data) =>
    data.variable === ''
      ? [
          {
            severity: 'warning',
            code: 'field.empty',
            field: 'variable',
            message: 'There is no name. KAZOO always takes Otherwise. Enter the name of the variable.',
            short: 'Enter a name',
          },
        ]
      : [],
  next: () => ['ring_group', 'tts', 'user'],
  simulate(data, call) {
    const { variable, scope } = data as { variable?: unknown; scope?: string }
    if (call.account) return branchOn(call, call.account, variable, scope)
    return whatIsFound(call, `${call.title}: what does KAZOO find as ${data.variable || 'the value'}?`)
  },
})

/** The value, as text, is the key. A variable that is there without a value crashes the module (4.3). */
function branchOn(
  call: SimulatedCall,
  account: SimulatedAccount,
  variable: unknown,
  scope = 'custom_channel_vars',
): SimulatedExit {
  if (scope === 'custom_channel_vars') {
    const name = String(variable)
    if (call.channelVars.has(name)) {
      const value = call.channelVars.get(name)
      return value === undefined ? { kind: 'crash' } : { kind: 'continue', key: String(value) }
    }
  }
  const value = valueAt(fieldsOf(account, scope), pathOf(variable, call))
  return typeof value === 'object' || value === undefined ? GOES_ON : { kind: 'continue', key: String(value) }
}

/** Only 5 takes paths: `sip.username`, or a list of names. */
const pathOf = (variable: unknown, { version }: SimulatedCall): string[] => {
  if (Array.isArray(variable)) return variable.map(String)
  return version === '5' ? String(variable).split('.') : [String(variable)]
}

function fieldsOf(account: SimulatedAccount, scope: string): Readonly<Record<string, unknown>> {
  if (scope === 'custom_channel_vars') return account.channelVars
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
