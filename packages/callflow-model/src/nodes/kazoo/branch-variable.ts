import { z } from 'zod'
import { isObject } from '../../kazoo/callflow-tree.ts'
import { versionsOf } from '../../kazoo/versions.ts'
import type { CheckScope, Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { OTHERWISE, valuePorts, whatIsFound } from '../parts/value-ports.ts'
import { branchOn, toLookedUpName } from '../parts/variable-value.ts'

const SCOPE_WORDS = {
  custom_channel_vars: 'the call',
  account: 'the account',
  user: 'the user',
  device: 'the device',
  merged: 'the device, else the call',
  doc: 'what the id names',
} as const

const SCOPES = ['account', 'custom_channel_vars', 'device', 'merged', 'user', 'doc'] as const

/** `a.b`, or the parts in a list, which only 5 takes. */
const nameOrPath = () => z.union([z.string(), z.array(z.string())])
const ONLY_NAMES = {
  fields: { scope: z.enum(SCOPES).exclude(['doc']).optional(), variable: z.string().optional() },
}

/** @source callflows.branch_variable; docs/kazoo/semantics.md#branch_variable */
export const branchVariable = defineKazooStep({
  type: 'branch_variable',
  title: 'Branch on KAZOO variable',
  help: 'KAZOO reads a property of the call, account, user or device and continues at the exit for its value.',
  icon: 'split',
  category: 'Variables & Branching',
  synonyms: ['condition', 'switch', 'if', 'property', 'channel variable'],
  data: z.looseObject({
    scope: z
      .enum(SCOPES)
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
          doc: 'A user, device, location or group (KAZOO 5)',
        },
        section: 'Variable',
        ifAbsent: 'custom_channel_vars',
      }),
    id: z
      .string()
      .optional()
      .meta({
        label: 'Object id',
        hint: 'Id of a user, a device, a location or a group.',
        onlyWhen: { field: 'scope', is: ['doc'] },
        section: 'Variable',
        versions: ['5'],
      }),
    variable: nameOrPath().optional().meta({
      label: 'Name',
      hint: 'Values of Set call variables (CAVs) are not among them: use Condition for those.',
      section: 'Variable',
      short: 'Enter a name',
    }),
    skip_module: skipModule(),
  }),
  differs: { '4.3': ONLY_NAMES, '5.0-dev': ONLY_NAMES, '5': { fields: { variable: nameOrPath() } } },
  written: (data, profile) => (versionsOf(profile).includes('5') ? { variable: '', ...data } : data),
  create: () => ({ scope: 'custom_channel_vars', variable: '' }),
  ports: () => [OTHERWISE],
  freePorts: valuePorts({ addLabel: 'Add a value', ask: 'Write the value.', suggestions: ['true', 'false'] }),
  summary: (data) =>
    data.variable ? `By ${data.variable} of ${SCOPE_WORDS[data.scope ?? 'custom_channel_vars']}` : '',
  check: (data, scope) =>
    isSetBefore(data, scope)
      ? [SET_BEFORE]
      : data.variable === ''
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

const SET_BEFORE: Problem = {
  severity: 'warning',
  code: 'kazoo.differs',
  field: 'variable',
  message:
    'Only KAZOO 4.3 sees here what Set call variables (CAVs) sets; others always take Otherwise. Use a condition on custom and the name.',
  short: 'Use a condition',
}

/** Whether a `set_variables` before this step sets what is looked up among the variables of the call. */
function isSetBefore(
  { scope = 'custom_channel_vars', variable }: { scope?: string | undefined; variable?: string | string[] | undefined },
  { node, document }: CheckScope,
): boolean {
  if (scope !== 'custom_channel_vars' || typeof variable !== 'string' || variable === '') return false
  const before = new Set<string>()
  const waiting = [node.id]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
    for (const { source, target } of document.edges)
      if (target === id && !before.has(source)) {
        before.add(source)
        waiting.push(source)
      }
  return document.nodes.some(
    ({ id, type, data }) =>
      type === 'set_variables' &&
      before.has(id) &&
      isObject(data.custom_application_vars) &&
      Object.keys(data.custom_application_vars).some((name) => toLookedUpName(name) === toLookedUpName(variable)),
  )
}
