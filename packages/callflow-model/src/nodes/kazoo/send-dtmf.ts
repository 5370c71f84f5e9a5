import { z } from 'zod'
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { integer } from '../parts/amounts.ts'

/** @source callflows.send_dtmf */
export const sendDtmf = defineKazooStep({
  type: 'send_dtmf',
  title: 'Send DTMF',
  help: 'Sends DTMF tones to the caller’s side, for example to a machine.',
  icon: 'hash',
  category: 'Signalling',
  synonyms: ['DTMF', 'tones', 'dial tones', 'door opener', 'press keys', 'key tones'],
  data: z.looseObject({
    digits: z.string().meta({
      label: 'Keys',
      hint: 'Digits, * and #, A to D, in order.',
      section: 'Tones',
      placeholder: '12#',
      short: 'Enter keys',
    }),
    duration_ms: z.union([z.string(), integer()]).optional().meta({
      label: 'Tone length',
      unit: 'ms',
      section: 'Tones',
      ifAbsent: '2000',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ digits: '', duration_ms: '200' }),
  duration: 'seconds',
  summary: (data) => (data.digits ? `Sends ${data.digits}` : ''),
  check: (data) => noKeys(data.digits ?? ''),
  next: () => ['ring_group', 'tts', 'hangup'],
  simulate(data, call) {
    call.hears('tone', `Tones of ${data.digits || 'no keys'}`, (data.digits?.length ?? 0) * 200, null)
    return { kind: 'continue' }
  },
})

function noKeys(digits: string): Problem[] {
  if (isTemplate(digits) || /^[0-9*#A-Da-dwW]+$/.test(digits)) return []
  return [
    {
      severity: 'warning',
      code: digits === '' ? 'field.empty' : 'field.invalid',
      field: 'digits',
      message:
        digits === ''
          ? 'There are no keys, so nothing sounds. Enter digits, * or #.'
          : 'Only digits, *, #, and A to D have tones. Remove the other characters.',
      short: 'Enter keys',
    },
  ]
}
