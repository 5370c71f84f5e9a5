import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { inSeconds, integer } from '../parts/amounts.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { CONTINUES_AFTERWARDS, chooseOutcome } from '../parts/outcomes.ts'
import { toneList } from '../parts/tone-list.ts'

const RINGS_FOR_S = 30

/** @source callflows.doorman of KAZOO 5; docs/kazoo/modules.json#doorman */
export const doorman = defineKazooStep({
  type: 'doorman',
  title: 'Call screening',
  help: 'Records the caller’s name, rings a person, and lets that person accept the call, reject it or send it to voicemail.',
  icon: 'door-open',
  category: 'Ring & Route',
  synonyms: ['doorman', 'screening', 'announce caller', 'whisper', 'accept or reject', 'reception'],
  versions: ['5'],
  data: z.looseObject({
    id: z.string().meta({
      label: 'User or device',
      hint: 'In Monster UI: Users or Devices, open it, copy the id from the address.',
      section: 'Who to ring',
      entity: ['user', 'device'],
      short: 'Choose who to ring',
    }),
    call_timeout: integer()
      .optional()
      .meta({ label: 'Ring for', unit: 's', section: 'Who to ring', ifAbsent: RINGS_FOR_S }),
    failover_strategy: z
      .enum(['hangup', 'voicemail'])
      .optional()
      .meta({
        label: 'If nobody answers',
        control: 'segmented',
        options: { hangup: 'Hang up', voicemail: 'Voicemail' },
        section: 'Who to ring',
        ifAbsent: 'hangup',
      }),
    vmbox_id: z.string().optional().meta({
      label: 'Voicemail box',
      hint: 'The person’s own if empty.',
      section: 'Who to ring',
      entity: 'voicemail-box',
    }),
    caller_greeting: z.string().optional().meta({
      label: 'Prompt',
      hint: 'KAZOO’s own prompt if empty.',
      control: 'text-area',
      section: 'What callers hear',
      placeholder: 'Please say your name after the tone.',
    }),
    recording_limit: integer().optional().meta({
      label: 'Time to say the name',
      unit: 's',
      hint: '2 to 16 s.',
      section: 'What callers hear',
      ifAbsent: 3,
    }),
    tones: toneList().meta({
      label: 'Tones while it rings',
      control: 'json',
      section: 'What callers hear',
      more: true,
    }),
    caller_id_name: z.string().optional().meta({
      label: 'Caller ID name',
      section: 'More',
      more: true,
      ifAbsent: 'Doorman',
    }),
    max_menu_attempts: integer().optional().meta({
      label: 'Menu tries',
      unit: 'times',
      section: 'More',
      more: true,
      ifAbsent: 3,
    }),
    origin: z.string().optional().meta({ label: 'Origin', control: 'hidden', section: 'More', more: true }),
    skip_module: skipModule(),
  }),
  create: () => ({ id: '', call_timeout: RINGS_FOR_S, failover_strategy: 'hangup' }),
  ports: () => [{ key: '_', label: 'After the choice' }],
  duration: 'minutes',
  summary: ({ id, call_timeout: timeout = RINGS_FOR_S }) => (id ? `${shortId(id)}, ${inSeconds(timeout)}` : ''),
  check: ({ id }, { connected }) => [
    ...missingIdProblems(
      id,
      'id',
      'No user or device is chosen. Callers hear that, and the call ends.',
      'Choose who to ring',
    ),
    ...placeholderProblems(id, 'id', 'user or device'),
    ...(connected.has('_') ? [TAKEN_AT_ONCE] : []),
  ],
  next: () => ['voicemail', 'hangup'],
  footer:
    'Leave the exit unconnected: KAZOO continues there as soon as the person has chosen, even if the two are connected.',
  *simulate({ caller_greeting: greeting }, call) {
    call.answer()
    call.hears('speech', greeting || 'Asks for the caller’s name', 2500)
    call.hears('tone', 'Beep', 500)
    return yield* chooseOutcome(call, `${call.title} asks whether to accept the call`, [
      { key: 'accepted', label: 'Accepts', exit: CONTINUES_AFTERWARDS },
      { key: 'voicemail', label: 'Sends it to voicemail', exit: CONTINUES_AFTERWARDS },
      {
        key: 'rejected',
        label: 'Rejects, or does not answer',
        hears: 'The person is not available',
        exit: { kind: 'hard-stop', why: 'The call is rejected and hung up.' },
      },
    ])
  },
})

const TAKEN_AT_ONCE: Problem = {
  severity: 'warning',
  code: 'port.never-taken',
  field: 'port:_',
  message:
    'KAZOO takes this exit also where the call is accepted: what follows disturbs the conversation. Disconnect it.',
  short: 'Disturbs the conversation',
}
