import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { missingIdProblems } from '../parts/kazoo-fields.ts'

/** @source callflows.transfer; docs/kazoo/semantics.md#handed-away: no child is ever run. */
export const transfer = defineKazooStep({
  type: 'transfer',
  title: 'Transfer the call',
  help: 'Transfers the caller, or the other party, to another number. This flow ends here.',
  icon: 'phone-forwarded',
  category: 'Ring & Route',
  synonyms: ['forward', 'refer', 'blind transfer', 'attended transfer', 'redirect', 'move'],
  data: z.looseObject({
    target: z.string().optional().meta({
      label: 'Number',
      hint: 'An extension or a phone number.',
      section: 'Where to',
      placeholder: '2001',
    }),
    transfer_type: z
      .enum(['attended', 'blind'])
      .optional()
      .meta({
        label: 'How',
        control: 'segmented',
        options: { blind: 'At once', attended: 'After asking' },
        section: 'Where to',
        ifAbsent: 'blind',
      }),
    leg: z
      .enum(['self', 'bleg'])
      .optional()
      .meta({
        label: 'Transferred party',
        hint: 'KAZOO’s default if empty.',
        options: { self: 'The caller', bleg: 'The other party' },
        section: 'More',
        more: true,
      }),
    captures: z.array(z.string()).optional().meta({
      label: 'Captured numbers',
      hint: 'The first is used if the number is empty.',
      section: 'More',
      more: true,
    }),
    skip_module: skipModule(),
  }),
  differs: { '4.3': { fields: { captures: z.array(z.unknown()).optional() } } },
  create: () => ({ target: '', transfer_type: 'blind' }),
  duration: 'minutes',
  neverContinues: true,
  summary: (data) => (data.target ? `To ${data.target}` : ''),
  check: (data) =>
    data.captures?.length
      ? []
      : missingIdProblems(
          data.target,
          'target',
          'There is no number. KAZOO uses the one dialled after a code, or the transfer fails. Enter a number.',
          'Enter a number',
        ),
  footer: 'No further steps: the call leaves this flow.',
  simulate(data, call) {
    call.notes(`Transfers to ${data.target || 'the number dialled'}`)
    return { kind: 'handed-away', to: 'transferred', why: 'The call is transferred and leaves this flow.' }
  },
})
