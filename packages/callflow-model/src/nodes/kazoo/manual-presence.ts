import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { missingIdProblems } from '../parts/kazoo-fields.ts'

const STATUS_WORDS = { idle: 'Off', ringing: 'Blinking', busy: 'On' } as const

/** @source callflows.manual_presence */
export const manualPresence = defineKazooStep({
  type: 'manual_presence',
  title: 'Set a lamp',
  help: 'Switches the lamp of a number on the phones that watch it: to show, for instance, that the night service is on.',
  icon: 'lightbulb',
  category: 'Feature Codes',
  synonyms: ['presence', 'BLF', 'busy lamp field', 'status light', 'night mode', 'LED'],
  data: z.looseObject({
    presence_id: z.string().meta({
      label: 'Lamp',
      hint: 'The number that the phones watch. Without @, one of this account.',
      section: 'Lamp',
      placeholder: '*5100',
      short: 'Enter a number',
    }),
    status: z.enum(['idle', 'ringing', 'busy']).optional().meta({
      label: 'It is then',
      control: 'segmented',
      options: STATUS_WORDS,
      section: 'Lamp',
      ifAbsent: 'idle',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ presence_id: '', status: 'busy' }),
  summary: (data) => (data.presence_id ? `${data.presence_id}: ${STATUS_WORDS[data.status ?? 'idle']}` : ''),
  check: (data) =>
    missingIdProblems(
      data.presence_id,
      'presence_id',
      'There is no number, so no lamp changes. Enter the number that the phones watch.',
      'Enter a number',
    ),
  next: () => ['tts', 'hangup'],
  foot: 'It picks up the call.',
  simulate(data, call) {
    call.answer()
    call.notes(`The lamp of ${data.presence_id || 'no number'}: ${STATUS_WORDS[data.status ?? 'idle']}`)
    return { kind: 'continue' }
  },
})
