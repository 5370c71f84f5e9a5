import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { carrierFields, carrierStep } from '../parts/carrier.ts'

/** @source callflows.resources; docs/kazoo/semantics.md#resources-and-offnet */
export const resources = defineKazooStep({
  type: 'resources',
  title: 'Call out by carrier',
  help: 'Dials an outside number through a carrier. Answered, the call ends when they have talked; failed, only the way out of the reason is taken.',
  icon: 'phone-outgoing',
  category: 'Ring & Route',
  synonyms: ['outbound', 'trunk', 'external number', 'mobile', 'PSTN', 'dial out'],
  data: z.looseObject(carrierFields),
  ...carrierStep,
})
