import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import {
  approvedFields,
  NOBODY,
  nobodyMay,
  noTarget,
  reachesCall,
  targetInWords,
  userOrDevice,
} from '../parts/whose-call.ts'

/** @source callflows.eavesdrop; docs/kazoo/semantics.md#never-continue */
export const eavesdrop = defineKazooStep({
  type: 'eavesdrop',
  title: 'Eavesdrop',
  help: 'Lets an approved caller listen to a call in progress. The parties hear nothing: mind the law.',
  icon: 'ear',
  category: 'Feature Codes',
  synonyms: [
    'eavesdrop',
    'monitor',
    'silent monitoring',
    'barge',
    'whisper',
    'coach',
    'supervisor',
    'spy',
    'listen in',
  ],
  data: z.looseObject({
    ...userOrDevice(),
    ...approvedFields(NOBODY, { section: 'Who may listen' }),
    skip_module: skipModule(),
  }),
  create: () => ({ user_id: '', approved_user_id: '' }),
  duration: 'minutes',
  neverContinues: true,
  summary: targetInWords,
  check: (data) => [...noTarget(data), ...nobodyMay(data)],
  footer: 'No further steps: when the listening ends, the call ends.',
  *simulate(_data, call) {
    call.answer()
    return yield* reachesCall(
      call,
      'Listens to a call',
      'The caller has listened in, and the call ends.',
      'eavesdrop-no_channels',
    )
  },
})
