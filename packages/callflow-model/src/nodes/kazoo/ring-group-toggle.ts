import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { documentOf } from '../parts/account-documents.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { CONTINUES, chooseOutcome } from '../parts/outcomes.ts'

/** @source callflows.ring_group_toggle; docs/kazoo/modules.json#ring_group_toggle */
export const ringGroupToggle = defineKazooStep({
  type: 'ring_group_toggle',
  title: 'Ring group login',
  help: 'Logs a member’s phone in or out of a ring group and confirms it.',
  icon: 'users-round',
  category: 'Feature Codes',
  synonyms: ['hunt group login', 'log in', 'log out', 'agent', 'ring group', 'join', 'leave'],
  data: z.looseObject({
    action: z.enum(['login', 'logout']).meta({
      label: 'Action',
      control: 'segmented',
      options: { login: 'Join', logout: 'Leave' },
      section: 'Ring group',
      short: 'Choose what the caller does',
    }),
    callflow_id: z.string().meta({
      label: 'Callflow with the group',
      hint: 'In Monster UI: Callflows, open the callflow that rings the group, copy the id from the address.',
      section: 'Ring group',
      entity: 'callflow',
      short: 'Choose a callflow',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'login', callflow_id: '' }),
  duration: 'seconds',
  summary: (data) =>
    data.callflow_id
      ? `${data.action === 'logout' ? 'Leaves' : 'Joins'} the group of callflow ${shortId(data.callflow_id)}`
      : '',
  check: (data) => [
    ...missingIdProblems(
      data.callflow_id,
      'callflow_id',
      'No callflow is chosen. Nothing changes, and the call continues. Enter the id of a callflow.',
      'Choose a callflow',
    ),
    ...placeholderProblems(data.callflow_id, 'callflow_id', 'callflow'),
  ],
  next: () => ['hangup', 'tts'],
  footer: 'Only for a ring group in a callflow stored in KAZOO, not one of this flow.',
  *simulate(data, call) {
    call.answer()
    // External callers hear nothing; a missing callflow crashes the module:
    // docs/kazoo/semantics.md#r9.
    if (call.account) return documentOf(call.account.callflows, data.callflow_id) ? CONTINUES : { kind: 'crash' }
    const done = data.action === 'logout' ? 'has left the group' : 'has joined the group'
    return yield* chooseOutcome(call, `${call.title} looks up the caller`, [
      { key: 'changed', label: 'A member of the group', hears: `Says that the caller ${done}`, exit: CONTINUES },
      { key: 'stranger', label: 'No member', hears: 'Says that this is not possible', exit: CONTINUES },
      { key: 'missing', label: 'There is no such callflow', exit: CONTINUES },
    ])
  },
})
