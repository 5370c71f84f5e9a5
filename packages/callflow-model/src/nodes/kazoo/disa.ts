import { z } from 'zod'
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { integer } from '../parts/amounts.ts'
import { dialThrough } from '../parts/disa-dialling.ts'
import { branchesTo, CONTINUES, chooseOutcome, stops } from '../parts/outcomes.ts'
import { unchecked } from '../parts/versioned-data.ts'

/** @source callflows.disa; docs/kazoo/semantics.md#r7, #directory-disa-and-page_group */
export const disa = defineKazooStep({
  type: 'disa',
  title: 'DISA',
  help: 'Lets external callers dial as if from the office: they enter a PIN, then a number.',
  icon: 'key-round',
  category: 'Feature Codes',
  synonyms: ['DISA', 'direct inward system access', 'calling card', 'remote dialling', 'PIN', 'dial through'],
  data: z.looseObject({
    pin: z.string().optional().meta({
      label: 'PIN',
      hint: 'Callers are not asked for one if empty.',
      section: 'Who may',
    }),
    retries: integer().optional().meta({ label: 'Tries', unit: 'times', section: 'Who may', ifAbsent: 3 }),
    use_account_caller_id: z.boolean().optional().meta({
      label: 'Use the account’s caller ID',
      section: 'Calls from there',
    }),
    enforce_call_restriction: z.boolean().optional().meta({
      label: 'Enforce the account’s call restrictions',
      section: 'Calls from there',
      ifAbsent: false,
    }),
    preconnect_audio: z
      .enum(['dialtone', 'ringing'])
      .optional()
      .meta({
        label: 'First audio',
        options: { dialtone: 'A dial tone', ringing: 'Ringing' },
        section: 'More',
        more: true,
        ifAbsent: 'dialtone',
      }),
    ring_repeat_count: integer()
      .optional()
      .meta({ label: 'Ringing sounds', unit: 'times', section: 'More', more: true, ifAbsent: 1 }),
    max_digits: integer().optional().meta({ label: 'Maximum digits', section: 'More', more: true, ifAbsent: 15 }),
    interdigit: integer()
      .optional()
      .meta({ label: 'Wait between keys', unit: 's', scale: 1000, section: 'More', more: true }),
    skip_module: skipModule(),
  }),
  differs: {
    '4.3': {
      fields: unchecked(
        'pin',
        'retries',
        'use_account_caller_id',
        'enforce_call_restriction',
        'preconnect_audio',
        'ring_repeat_count',
        'max_digits',
        'interdigit',
      ),
    },
  },
  create: () => ({ pin: '', retries: 3 }),
  ports: () => [{ key: '_', label: 'Number not found' }],
  changes: () => ['*'],
  duration: 'minutes',
  summary: (data) => (data.pin ? 'After a PIN' : 'Without a PIN'),
  check: (data) => noPin(data.pin ?? ''),
  next: () => ['tts', 'hangup'],
  footer: 'A wrong PIN ends the call after the last try.',
  *simulate(data, call) {
    call.answer()
    if (call.account) return yield* dialThrough(call, call.account, data)
    call.hears('tone', data.preconnect_audio === 'ringing' ? 'Ringing' : 'Dial tone', 1500)
    return yield* chooseOutcome(call, `${call.title} waits for ${data.pin ? 'PIN and number' : 'a number'}`, [
      { key: 'found', label: 'The number has a callflow', exit: branchesTo('The callflow of that number') },
      { key: 'missing', label: 'The number is not found', hears: 'That number is not in use', exit: CONTINUES },
      { key: 'pin', label: 'The PIN is wrong', hears: 'That is wrong', exit: stops('The PIN was wrong too often.') },
      {
        key: 'restricted',
        label: 'The number is not allowed',
        hears: 'This call is not allowed',
        exit: { kind: 'hard-stop', why: 'The number may not be dialled, and KAZOO hangs up.' },
      },
    ])
  },
})

/** Costs money: anybody who finds the number calls at the account's expense. */
function noPin(pin: string): Problem[] {
  if (pin !== '' && (isTemplate(pin) || /^[0-9]+$/.test(pin))) return []
  return [
    {
      severity: 'warning',
      code: pin === '' ? 'field.empty' : 'field.invalid',
      field: 'pin',
      message:
        pin === ''
          ? 'There is no PIN. Anyone who calls can dial at the account’s expense. Enter a PIN.'
          : 'Callers can press digits only. Nobody can enter this PIN. Use digits.',
      short: pin === '' ? 'Enter a PIN' : 'Digits only',
    },
  ]
}
