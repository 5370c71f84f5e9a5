import { z } from 'zod'
import { hostOf } from '../kazoo/refused-host.ts'
import { isTemplate } from '../templates/template.ts'
import { defineKazooStep, type Problem, skipModule } from './define-node.ts'
import { integer, missingIdProblems, refusedHostProblems } from './kazoo-fields.ts'

/** @source callflows.webhook; kazoo-callflow-semantics, how long a caller may wait (refused hosts) */
export const webhook = defineKazooStep({
  type: 'webhook',
  title: 'Send a web hook',
  help: 'KAZOO sends the data of the call to an address on the web. The call goes on at once; what comes back does not count.',
  icon: 'send',
  category: 'Integrations',
  synonyms: ['HTTP', 'URL', 'POST', 'callback', 'notify', 'CRM', 'event'],
  data: z.looseObject({
    uri: z.string().optional().meta({
      label: 'Address',
      section: 'Where to',
      placeholder: 'https://',
      short: 'Enter an address',
    }),
    http_verb: z
      .enum(['post', 'get'])
      .optional()
      .meta({ label: 'Method', control: 'segmented', options: { post: 'POST', get: 'GET' }, section: 'Where to' }),
    custom_data: z.looseObject({}).optional().meta({
      label: 'Data of your own',
      hint: 'Sent along with the data of the call.',
      control: 'key-values',
      section: 'What is sent',
    }),
    retries: integer().optional().meta({
      label: 'Tries if it fails',
      unit: 'times',
      section: 'More',
      more: true,
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ uri: '', http_verb: 'post' }),
  summary: (data) => (data.uri ? (hostOf(data.uri) ?? data.uri) : ''),
  check: (data) => [...badAddress(data.uri), ...refusedHostProblems(data.uri, 'uri')],
  next: () => ['ring_group', 'tts', 'voicemail'],
  foot: 'To work with what a server answers, use a look-up.',
  simulate(data, call) {
    call.notes(`Tells ${hostOf(data.uri ?? '') ?? 'nobody'} of the call`)
    return { kind: 'continue' }
  },
})

function badAddress(uri: string | undefined): Problem[] {
  if (!uri)
    return missingIdProblems(uri, 'uri', 'There is no address, so nothing is sent. Enter one.', 'Enter an address')
  if (isTemplate(uri) || /^https?:\/\/./i.test(uri)) return []
  return [
    {
      severity: 'warning',
      code: 'field.invalid',
      field: 'uri',
      message: 'This is no address on the web, so nothing is sent. Begin with https://.',
      short: 'Enter an address',
    },
  ]
}
