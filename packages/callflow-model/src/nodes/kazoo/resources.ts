import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { carrierFields, carrierStep } from '../parts/carrier.ts'

/** @source callflows.resources; docs/kazoo/semantics.md#resources-and-offnet */
export const resources = defineKazooStep({
  type: 'resources',
  title: 'Outbound call',
  help: 'Dials an external number through the account’s carriers. If it fails, the call continues only at the exit for that reason.',
  icon: 'phone-outgoing',
  category: 'Ring & Route',
  synonyms: ['outbound', 'trunk', 'external number', 'mobile', 'PSTN', 'dial out', 'carrier', 'call out'],
  data: z.looseObject(carrierFields),
  ...carrierStep,
})
