import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { CallerAction, PendingInput, SimulatedCall } from '../contract/simulation.ts'
import { documentOf } from '../parts/account-documents.ts'
import { integer } from '../parts/amounts.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { hearsPrompt } from '../parts/outcomes.ts'

/** People enter the number of a box, as the phone in front of them knows it; KAZOO wants the id. */
const idWords = (issue: { input: unknown }): string =>
  /^\d{1,15}$/.test(String(issue.input))
    ? 'This is a mailbox number. KAZOO needs the id, 32 characters, or callers hear silence.'
    : 'KAZOO needs the id of the mailbox, 32 characters, or callers hear silence.'

/** @source callflows.voicemail; docs/kazoo/semantics.md#r7 (operator key) */
export const voicemail = defineKazooStep({
  type: 'voicemail',
  title: 'Voicemail',
  help: 'Takes a message for a mailbox, or lets the caller check messages. The call continues afterwards.',
  icon: 'voicemail',
  category: 'Voicemail & Fax',
  synonyms: ['mailbox', 'message', 'answering machine', 'leave a message', 'vm'],
  mostUsedRank: 6,
  data: z.looseObject({
    action: z
      .enum(['check', 'compose'])
      .optional()
      .meta({
        label: 'Action',
        control: 'segmented',
        options: { compose: 'Leave a message', check: 'Check messages' },
        section: 'Mailbox',
        ifAbsent: 'compose',
      }),
    id: z.string().length(32, { error: idWords }).optional().meta({
      label: 'Mailbox',
      hint: 'In Monster UI: Voicemails, open the box, copy the id from the address.',
      section: 'Mailbox',
      entity: 'voicemail-box',
      short: 'The id needs 32 characters',
    }),
    max_message_length: integer().optional().meta({
      label: 'Maximum length',
      unit: 's',
      hint: 'The mailbox’s own limit if empty.',
      section: 'Message',
    }),
    interdigit_timeout: integer().optional().meta({
      label: 'Wait between keys',
      unit: 'ms',
      hint: 'While callers enter the number or PIN of a mailbox.',
      section: 'More',
      more: true,
      ifAbsent: 2000,
    }),
    callerid_match_login: z.boolean().optional().meta({
      label: 'Find the mailbox by caller ID',
      section: 'More',
      more: true,
      ifAbsent: false,
    }),
    single_mailbox_login: z.boolean().optional().meta({
      label: 'Skip the mailbox number if there is only one',
      section: 'More',
      more: true,
      ifAbsent: false,
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'compose' }),
  ports: (data) => [{ key: '_', label: data.action === 'check' ? 'Afterwards' : 'After the message' }],
  changes: () => ['*'],
  duration: 'minutes',
  summary: (data) => {
    if (data.id) return data.action === 'check' ? `Listen to box ${shortId(data.id)}` : `Box ${shortId(data.id)}`
    return data.action === 'check' ? 'Asks for the mailbox' : ''
  },
  check: (data, { node }) => [
    ...(data.action === 'check'
      ? []
      : missingIdProblems(
          node.data.id,
          'id',
          'No mailbox is chosen. Callers cannot leave a message here. Enter the id of a mailbox.',
          'Choose a mailbox',
        )),
    ...placeholderProblems(data.id, 'id', 'mailbox'),
  ],
  next: () => ['hangup', 'tts', 'ring_group'],
  recording: (data) => (data.action === 'check' ? null : 'own'),
  *simulate(data, call) {
    call.answer()
    const box = call.account && documentOf(call.account.mailboxes, data.id)
    if (call.account && !box) {
      hearsPrompt(call, 'vm-not_available_no_voicemail')
      return { kind: 'continue' }
    }
    if (data.action === 'check') {
      if (box && !(yield* givesPin(call, box.pin))) return { kind: 'continue' }
      call.notes('The mailbox asks for the PIN')
      yield {
        kind: 'choice',
        text: `The caller is in ${call.title}`,
        choices: [{ key: 'done', label: 'Leaves the mailbox' }],
      }
      call.wait(30_000)
      return { kind: 'continue' }
    }
    if (box) {
      hearsPrompt(call, 'vm-person')
      call.hears('speech', box.number, 500, `say:${box.number}`)
      hearsPrompt(call, 'vm-not_available')
      hearsPrompt(call, 'vm-record_message')
    } else call.hears('media', 'Greeting of the mailbox', 4000)
    call.hears('tone', 'Beep', 500)
    const action = yield {
      kind: 'message',
      text: `${call.title} takes a message`,
      choices: [
        { key: 'message', label: 'Leaves a message' },
        { key: 'operator', label: 'Asks for the operator' },
      ],
    }
    if ('outcome' in action && action.outcome === 'operator')
      return { kind: 'branch', why: 'The operator’s callflow runs in KAZOO.' }
    call.wait(Math.min(Math.max(data.max_message_length ?? 20, 0), 20) * 1000)
    call.notes('Message left')
    return { kind: 'continue' }
  },
})

const PIN_TRIES = 3

/** @returns whether the caller may hear the messages. */
function* givesPin(call: SimulatedCall, pin: string): Generator<PendingInput, boolean, CallerAction> {
  for (let tries = PIN_TRIES; tries > 0; tries--) {
    hearsPrompt(call, 'vm-enter_pass')
    const text = `${call.title} waits for the PIN`
    const action = yield { kind: 'digits', text, choices: [], maxDigits: 6, terminators: '#', timeoutMs: 5000 }
    if ('digits' in action && action.digits.replace(/#$/, '') === pin) return true
    hearsPrompt(call, 'vm-fail_auth')
  }
  hearsPrompt(call, 'vm-abort')
  return false
}
