import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { missingIdProblems } from '../parts/kazoo-fields.ts'

const STATUS_WORDS = { idle: 'Off', ringing: 'Blinking', busy: 'On' } as const

/** @source callflows.manual_presence */
export const manualPresence = defineKazooStep({
  type: 'manual_presence',
  title: 'BLF / presence',
  help: 'Sets the BLF lamp of a number, for example to show that night service is on.',
  icon: 'lightbulb',
  category: 'Feature Codes',
  synonyms: ['presence', 'BLF', 'busy lamp field', 'status light', 'night mode', 'LED', 'lamp'],
  data: z.looseObject({
    presence_id: z.string().meta({
      label: 'Presence id',
      hint: 'The number that BLF keys watch. Without @, a number of this account.',
      section: 'Presence',
      placeholder: '*5100',
      short: 'Enter a number',
    }),
    status: z.enum(['idle', 'ringing', 'busy']).optional().meta({
      label: 'State',
      control: 'segmented',
      options: STATUS_WORDS,
      section: 'Presence',
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
      'There is no number, so no BLF lamp changes. Enter the number that BLF keys watch.',
      'Enter a number',
    ),
  next: () => ['tts', 'hangup'],
  footer: 'It answers the call.',
  simulate(data, call) {
    call.answer()
    call.notes(`The lamp of ${data.presence_id || 'no number'}: ${STATUS_WORDS[data.status ?? 'idle']}`)
    return { kind: 'continue' }
  },
})
