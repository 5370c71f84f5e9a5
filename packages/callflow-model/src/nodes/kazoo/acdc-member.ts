import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { integer } from '../parts/amounts.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { CONTINUES, chooseOutcome } from '../parts/outcomes.ts'
import { QUEUES_FOOTER, queueId, queueQuirks } from '../parts/queue-fields.ts'

/** @source callflows.acdc_member; docs/kazoo/semantics.md#queues */
export const acdcMember = defineKazooStep({
  type: 'acdc_member',
  title: 'Queue (ACDC)',
  help: 'Puts the caller in a queue until an agent answers. If no agent does, the call continues here.',
  icon: 'list-ordered',
  category: 'Conference & Queue',
  synonyms: [
    'ACD',
    'call center',
    'contact centre',
    'hold',
    'waiting',
    'queue',
    'agents',
    'ACDC',
    'hold music',
    'MOH',
    'wait',
  ],
  data: z.looseObject({
    id: queueId(),
    priority: integer().optional().meta({
      label: 'Priority',
      hint: 'Higher is answered first. The value of Set priority or group if empty.',
      section: 'Queue',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ id: '' }),
  ports: () => [{ key: '_', label: 'Not answered' }],
  duration: 'minutes',
  summary: (data) =>
    data.id ? `Queue ${shortId(data.id)}${data.priority === undefined ? '' : `, priority ${data.priority}`}` : '',
  check: (data) => [
    ...missingIdProblems(
      data.id,
      'id',
      'No queue is chosen. Nobody answers, and the call continues at Not answered.',
      'Choose a queue',
    ),
    ...placeholderProblems(data.id, 'id', 'queue'),
  ],
  next: () => ['voicemail', 'tts', 'ring_group'],
  quirks: queueQuirks,
  footer: QUEUES_FOOTER,
  *simulate(_data, call) {
    call.hears('media', 'Music while waiting', 3000)
    return yield* chooseOutcome(call, `The caller waits in ${call.title}`, [
      {
        key: 'answered',
        label: 'An agent answers',
        exit: { kind: 'handed-away', why: 'An agent has answered. The call ends when either party hangs up.' },
      },
      { key: 'timeout', label: 'Waits too long', exit: CONTINUES },
      { key: 'full', label: 'The queue is full', exit: CONTINUES },
      { key: 'no_agents', label: 'No agents are there', exit: CONTINUES },
      { key: 'exit', label: 'Presses the exit key', exit: CONTINUES },
    ])
  },
})
