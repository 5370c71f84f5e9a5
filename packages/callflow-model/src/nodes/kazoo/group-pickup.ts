import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import {
  ANYBODY,
  approvedFields,
  RARELY,
  reachesCall,
  TAKES_CALL,
  targetGroup,
  userOrDevice,
} from '../parts/whose-call.ts'

/** @source callflows.group_pickup; docs/kazoo/semantics.md#never-continue */
export const groupPickup = defineKazooStep({
  type: 'group_pickup',
  title: 'Group pickup',
  help: 'Picks up a call that is ringing at another phone.',
  icon: 'hand',
  category: 'Feature Codes',
  synonyms: ['pickup', 'call pickup', 'group pickup', 'directed pickup', 'steal', 'answer for'],
  data: z.looseObject({
    ...targetGroup(),
    ...userOrDevice(),
    ...approvedFields(ANYBODY, RARELY),
    skip_module: skipModule(),
  }),
  create: () => ({ group_id: '' }),
  ...TAKES_CALL,
  simulate: (data, call) =>
    reachesCall(
      call,
      'Takes the ringing call',
      'The caller has taken the ringing call.',
      data.group_id ? 'pickup-no_users' : 'pickup-no_channels',
    ),
})
