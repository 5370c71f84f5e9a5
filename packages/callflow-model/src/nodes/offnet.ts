import { z } from 'zod'
import { carrierFields, carrierSummary, carrierTwiml, dialByCarrier, wildcardNeverTaken } from './carrier.ts'
import { defineKazooStep } from './define-node.ts'
import { carrierCausePorts } from './ring-ways-out.ts'

/** @source callflows.offnet; kazoo-callflow-semantics, resources */
export const offnet = defineKazooStep({
  type: 'offnet',
  title: 'Call out by system carrier',
  help: 'Dials an outside number through the carriers of the whole system, whatever carriers the account has. Answered, the call ends when they have talked; failed, only the way out of the reason is taken.',
  icon: 'phone-outgoing',
  category: 'Ring & Route',
  synonyms: ['offnet', 'outbound', 'trunk', 'external number', 'PSTN', 'global carrier'],
  data: z.looseObject({
    ...carrierFields,
    use_local_resources: z.boolean().optional().meta({
      label: 'Use the account’s own carriers',
      hint: 'Makes no difference: this step never does.',
      section: 'More',
      more: true,
    }),
  }),
  create: () => ({ to_did: '', timeout: 30 }),
  ports: () => [],
  freePorts: carrierCausePorts,
  lasts: 'seconds',
  summary: carrierSummary,
  check: (_data, { connected }) => wildcardNeverTaken(connected),
  next: () => ['tts', 'voicemail', 'ring_group'],
  foot: 'If dialling fails, KAZOO takes only the way out of that reason. Without it, the call ends.',
  twiml: carrierTwiml,
  simulate: (data, call) => dialByCarrier(data, call),
})
