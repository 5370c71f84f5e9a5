import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { carrierFields, carrierStep } from '../parts/carrier.ts'

/** @source callflows.offnet; docs/kazoo/semantics.md#resources-and-offnet */
export const offnet = defineKazooStep({
  type: 'offnet',
  title: 'Outbound call (system)',
  help: 'Dials an external number through the carriers of the whole system. If it fails, the call continues only at the exit for that reason.',
  icon: 'phone-outgoing',
  category: 'Ring & Route',
  synonyms: ['offnet', 'outbound', 'trunk', 'external number', 'PSTN', 'global carrier', 'call out'],
  data: z.looseObject({
    ...carrierFields,
    use_local_resources: z.boolean().optional().meta({
      label: 'Use the account’s own carriers',
      hint: 'Makes no difference: this step never does.',
      section: 'More',
      more: true,
    }),
  }),
  ...carrierStep,
})
