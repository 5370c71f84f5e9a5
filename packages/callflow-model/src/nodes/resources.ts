import { z } from 'zod'
import { carrierFields, carrierSummary, carrierTwiml, dialByCarrier, wildcardNeverTaken } from './carrier.ts'
import { defineKazooStep } from './define-node.ts'
import { carrierCausePorts } from './ring-ways-out.ts'

/** @source callflows.resources; kazoo-callflow-semantics, resources */
export const resources = defineKazooStep({
  type: 'resources',
  title: 'Call out by carrier',
  help: 'Dials an outside number through a carrier. Answered, the call ends when they have talked; failed, only the way out of the reason is taken.',
  icon: 'phone-outgoing',
  category: 'Ring & Route',
  synonyms: ['outbound', 'trunk', 'external number', 'mobile', 'PSTN', 'dial out'],
  data: z.looseObject(carrierFields),
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
