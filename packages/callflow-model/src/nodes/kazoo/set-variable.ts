import { z } from 'zod'
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

/** The only names that KAZOO knows here, with what they are for. */
const NAME_WORDS: Readonly<Record<string, string>> = { call_priority: 'Priority', group_id: 'Group' }

/** @source callflows.set_variable; docs/kazoo/semantics.md#v3 */
export const setVariable = defineKazooStep({
  type: 'set_variable',
  title: 'Set priority or group',
  help: 'Sets the call’s priority in queues or its group. For values of your own, use Set call variables (CAVs).',
  icon: 'tag',
  category: 'Variables & Branching',
  synonyms: ['call priority', 'group id', 'channel variable', 'queue position', 'VIP'],
  data: z.looseObject({
    variable: z.string().optional().meta({
      label: 'Name',
      hint: 'call_priority, for queues, or group_id. KAZOO knows no others here.',
      section: 'Value',
      placeholder: 'call_priority',
    }),
    value: z.string().optional().meta({ label: 'Value', section: 'Value' }),
    channel: z
      .enum(['a', 'both'])
      .optional()
      .meta({
        label: 'Belongs to',
        options: { a: 'The caller', both: 'The caller and the phone that is rung' },
        section: 'More',
        more: true,
        ifAbsent: 'a',
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ variable: 'call_priority', value: '' }),
  summary: (data) =>
    data.value ? `${(data.variable && NAME_WORDS[data.variable]) || data.variable || 'Nothing'} = ${data.value}` : '',
  check: (data) => unknownName(data.variable ?? ''),
  quirks: ({ variable }) =>
    variable === 'group_id'
      ? [
          {
            versions: ['4.3'],
            field: 'variable',
            message: 'KAZOO 4.3 does not know group_id: nothing is set there.',
            short: 'Does nothing on KAZOO 4.3',
          },
        ]
      : [],
  next: () => ['acdc_member', 'ring_group', 'user'],
  simulate(data, call) {
    call.notes(`${data.variable || 'Nothing'} is ${data.value || 'empty'}`)
    // 4.3 does not know `group_id`, and leaves a variable without a value.
    if (data.variable === 'group_id') call.channelVars.set('Group-ID', call.version === '4.3' ? undefined : data.value)
    else if (data.variable) call.channelVars.set(data.variable, data.value)
    return { kind: 'continue' }
  },
})

function unknownName(name: string): Problem[] {
  if (Object.hasOwn(NAME_WORDS, name) || isTemplate(name)) return []
  return [
    {
      severity: 'warning',
      code: 'field.invalid',
      field: 'variable',
      message: 'KAZOO knows only call_priority and group_id here. Any other name does nothing. Enter one of them.',
      short: 'Enter a known name',
    },
  ]
}
