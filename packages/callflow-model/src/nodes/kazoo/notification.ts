import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { missingIdProblems } from '../parts/kazoo-fields.ts'
import { eMailRecipients, RECIPIENTS, recipientProblems, recipients, recipientsInWords } from '../parts/recipients.ts'

const E_MAIL_ONLY = { fields: { recipients: eMailRecipients().optional() } }

/** @source callflows.notification; docs/kazoo/modules.json#notification: nothing is sent without a template. */
export const notification = defineKazooStep({
  type: 'notification',
  title: 'Send a message',
  help: 'Sends an e-mail or a text message about the call, at once or when it ends.',
  icon: 'mail',
  category: 'Integrations',
  synonyms: ['email', 'e-mail', 'SMS', 'text message', 'notify', 'alert'],
  versions: ['5.0-dev', '5'],
  data: z.looseObject({
    recipients: recipients().optional().meta(RECIPIENTS),
    template_id: z.string().optional().meta({
      label: 'Template',
      hint: 'Name of a notification template in KAZOO.',
      section: 'Message',
      entity: 'notification',
    }),
    comments: z.string().optional().meta({
      label: 'Text',
      hint: 'Shown where the template has a place for it.',
      control: 'text-area',
      section: 'Message',
    }),
    send_at: z
      .enum(['callflow_exec', 'channel_destroy'])
      .optional()
      .meta({
        label: 'Sent',
        control: 'segmented',
        options: { callflow_exec: 'At once', channel_destroy: 'When the call ends' },
        section: 'Message',
        ifAbsent: 'channel_destroy',
      }),
    notification_media: z
      .array(z.enum(['email', 'sms']))
      .optional()
      .meta({ label: 'By', options: { email: 'E-mail', sms: 'Text message' }, section: 'Message' }),
    skip_module: skipModule(),
  }),
  differs: { '5.0-dev': E_MAIL_ONLY, '5': E_MAIL_ONLY },
  create: () => ({ recipients: [], template_id: '', send_at: 'channel_destroy' }),
  summary: (data) => {
    const who = recipientsInWords(data.recipients)
    return who && `To ${who}${data.send_at === 'callflow_exec' ? '' : ', when the call ends'}`
  },
  check: (data) => [
    ...recipientProblems(data.recipients),
    ...missingIdProblems(
      data.template_id,
      'template_id',
      'There is no template, so nothing is sent. Enter the name of one.',
      'Choose a template',
    ),
  ],
  next: () => ['ring_group', 'voicemail', 'hangup'],
  simulate(data, call) {
    const when = data.send_at === 'callflow_exec' ? '' : ' when the call ends'
    call.notes(`A message goes to ${recipientsInWords(data.recipients) || 'nobody'}${when}`)
    return { kind: 'continue' }
  },
})
