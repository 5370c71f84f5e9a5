import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import {
  eMailRecipients,
  RECIPIENTS,
  recipientProblems,
  recipients,
  recipientsInWords,
  uncheckedRecipients,
} from '../parts/recipients.ts'

/** @source callflows.missed_call_alert; docs/kazoo/modules.json#missed_call_alert */
export const missedCallAlert = defineKazooStep({
  type: 'missed_call_alert',
  title: 'Missed-call alert',
  help: 'Sends an e-mail if the call ends unanswered and without a message.',
  icon: 'phone-missed',
  category: 'Integrations',
  synonyms: ['missed call', 'email', 'alert', 'notification', 'unanswered'],
  data: z.looseObject({
    recipients: recipients().meta(RECIPIENTS),
    alert_on_internal_calls: z
      .boolean()
      .optional()
      .meta({
        label: 'Internal calls too',
        section: 'More',
        more: true,
        ifAbsent: false,
        versions: ['5'],
      }),
    skip_module: skipModule(),
  }),
  differs: {
    '4.3': { fields: { recipients: uncheckedRecipients() } },
    '5.0-dev': { fields: { recipients: eMailRecipients() } },
  },
  create: () => ({ recipients: [] }),
  summary: (data) => {
    const who = recipientsInWords(data.recipients)
    return who && `To ${who}`
  },
  check: (data) => recipientProblems(data.recipients),
  next: () => ['ring_group', 'user', 'voicemail'],
  footer: 'Put it before the steps that ring. Only external calls count.',
  simulate(data, call) {
    call.notes(`${recipientsInWords(data.recipients) || 'Nobody'} gets an e-mail if nobody answers`)
    return { kind: 'continue' }
  },
})
