import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { CONTINUES, chooseOutcome } from '../parts/outcomes.ts'
import { QUEUES_FOOTER, queueId, queueQuirks } from '../parts/queue-fields.ts'

/** @source callflows.acdc_queue; docs/kazoo/modules.json#acdc_queue */
export const acdcQueue = defineKazooStep({
  type: 'acdc_queue',
  title: 'Queue login',
  help: 'Logs the caller, an agent, in or out of one queue and confirms it.',
  icon: 'log-in',
  category: 'Conference & Queue',
  synonyms: ['ACD', 'agent login', 'agent logout', 'queue login', 'call center', 'ACDC', 'join', 'leave'],
  data: z.looseObject({
    action: z
      .enum(['login', 'logout'])
      .optional()
      .meta({
        label: 'Action',
        control: 'segmented',
        options: { login: 'Join', logout: 'Leave' },
        section: 'Queue',
      }),
    id: queueId(),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'login', id: '' }),
  duration: 'seconds',
  summary: (data) => {
    const what = data.action === 'logout' ? 'Leaves' : 'Joins'
    return data.id ? `${what} queue ${shortId(data.id)}` : ''
  },
  check: (data) => [
    ...missingIdProblems(
      data.id,
      'id',
      'No queue is chosen. Nothing changes, and the call continues. Enter the id of a queue.',
      'Choose a queue',
    ),
    ...placeholderProblems(data.id, 'id', 'queue'),
  ],
  next: () => ['hangup', 'tts'],
  quirks: queueQuirks,
  footer: QUEUES_FOOTER,
  *simulate(data, call) {
    call.answer()
    const what = data.action === 'logout' ? 'has left' : 'has joined'
    return yield* chooseOutcome(call, `${call.title} looks up the caller`, [
      { key: 'changed', label: `The agent ${what}`, hears: `Says that the agent ${what}`, exit: CONTINUES },
      { key: 'refused', label: 'The caller is not an agent', hears: 'Says that this is not possible', exit: CONTINUES },
    ])
  },
})
