import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { carrierFields, carrierStep } from '../parts/carrier.ts'

/** @source callflows.offnet; docs/kazoo/semantics.md#resources-and-offnet */
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
  ...carrierStep,
})
