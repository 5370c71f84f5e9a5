import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { missingIdProblems, shortId } from '../parts/kazoo-fields.ts'
import { CONTINUES } from '../parts/outcomes.ts'
import { reachesCall } from '../parts/whose-call.ts'

/** @source callflows.call_pickup of KAZOO 5; docs/kazoo/modules.json#call_pickup */
export const callPickup = defineKazooStep({
  type: 'call_pickup',
  title: 'Pick up by Call-ID',
  help: 'Connects the caller to a call by its Call-ID, for example from a look-up.',
  icon: 'phone-incoming',
  category: 'Feature Codes',
  synonyms: ['pickup', 'Call-ID', 'take over', 'connect', 'call pickup'],
  versions: ['5'],
  data: z.looseObject({
    target_call_id: z.string().min(1).optional().meta({
      label: 'Call-ID',
      hint: 'Of the call that the caller is connected to.',
      section: 'Whose call',
      short: 'Enter a Call-ID',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ target_call_id: '' }),
  duration: 'minutes',
  neverContinues: true,
  summary: ({ target_call_id: id }) => (id ? `Call ${shortId(id)}` : ''),
  check: ({ target_call_id: id }) =>
    id === undefined
      ? missingIdProblems(
          id,
          'target_call_id',
          'There is no Call-ID, so nothing is picked up. Enter one.',
          'Enter a Call-ID',
        )
      : [],
  footer: 'No further steps: the step lasts until the caller hangs up.',
  simulate: ({ target_call_id: id }, call) =>
    id === undefined
      ? CONTINUES
      : reachesCall(call, 'Connects to the call', 'The caller is connected to the call.', 'pickup-no_channels'),
})
