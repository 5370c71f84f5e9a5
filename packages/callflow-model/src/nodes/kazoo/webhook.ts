import { z } from 'zod'
import { hostOf } from '../../kazoo/web-address.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { integer } from '../parts/amounts.ts'
import { ADDRESS, askedAddress, missingIdProblems } from '../parts/kazoo-fields.ts'

/** @source callflows.webhook; docs/kazoo/semantics.md#how-long-a-caller-may-wait (refused hosts) */
export const webhook = defineKazooStep({
  type: 'webhook',
  title: 'Webhook',
  help: 'KAZOO sends the call’s data to a URL. The call continues at once; the response is ignored.',
  icon: 'send',
  category: 'Integrations',
  synonyms: ['HTTP', 'URL', 'POST', 'callback', 'notify', 'CRM', 'event', 'web hook'],
  data: z.looseObject({
    uri: askedAddress()
      .optional()
      .meta({ label: 'Address', section: 'Where to', ...ADDRESS }),
    http_verb: z
      .enum(['post', 'get'])
      .optional()
      .meta({ label: 'Method', control: 'segmented', options: { post: 'POST', get: 'GET' }, section: 'Where to' }),
    custom_data: z.looseObject({}).optional().meta({
      label: 'Custom data',
      hint: 'Sent along with the data of the call.',
      control: 'key-values',
      section: 'What is sent',
    }),
    custom_request_headers: z
      .looseObject({})
      .optional()
      .meta({
        label: 'HTTP headers',
        hint: 'Sent with the request, such as X-Customer.',
        control: 'key-values',
        section: 'More',
        more: true,
        versions: ['5'],
      }),
    retries: integer().optional().meta({
      label: 'Retries',
      unit: 'times',
      section: 'More',
      more: true,
    }),
    skip_module: skipModule(),
  }),
  differs: {
    '4.3': { fields: { uri: askedAddress('4.3').optional() } },
    '5': { fields: { uri: askedAddress('5').min(6, { error: 'Enter an address.' }).optional() } },
  },
  create: () => ({ uri: '', http_verb: 'post' }),
  summary: (data) => (data.uri ? (hostOf(data.uri) ?? data.uri) : ''),
  check: ({ uri }) =>
    uri === undefined
      ? missingIdProblems(uri, 'uri', 'There is no address, so nothing is sent. Enter one.', 'Enter an address')
      : [],
  next: () => ['ring_group', 'tts', 'voicemail'],
  footer: 'To use a server’s response, use HTTP request.',
  simulate(data, call) {
    call.notes(`Sends the call’s data to ${hostOf(data.uri ?? '') ?? 'nobody'}`)
    return { kind: 'continue' }
  },
})
