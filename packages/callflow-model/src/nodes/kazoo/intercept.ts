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

/** @source callflows.intercept; docs/kazoo/semantics.md#never-continue */
export const intercept = defineKazooStep({
  type: 'intercept',
  title: 'Intercept',
  help: 'Takes over another person’s call, ringing or in progress.',
  icon: 'phone-call',
  category: 'Feature Codes',
  synonyms: ['intercept', 'barge', 'steal', 'pickup', 'pull a call', 'take over'],
  data: z.looseObject({
    ...userOrDevice(),
    ...targetGroup(),
    ...approvedFields(ANYBODY, RARELY),
    skip_module: skipModule(),
  }),
  create: () => ({ user_id: '' }),
  ...TAKES_CALL,
  simulate: (_data, call) =>
    reachesCall(call, 'Takes the call over', 'The caller has taken the call over.', 'intercept-no_channels'),
})
