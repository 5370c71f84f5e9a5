import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { reachesCall } from '../parts/whose-call.ts'

/** @source callflows.move; docs/kazoo/semantics.md#never-continue */
export const move = defineKazooStep({
  type: 'move',
  title: 'Move my call here',
  help: 'Brings the caller’s own call from their other phone to the one they are calling from.',
  icon: 'move',
  category: 'Feature Codes',
  synonyms: ['switch phone', 'handover', 'pull my call', 'mobile to desk', '*6683'],
  data: z.looseObject({ skip_module: skipModule() }),
  lasts: 'minutes',
  neverContinues: true,
  summary: () => 'To this phone',
  foot: 'Nothing follows: the caller goes on with the call that was moved.',
  simulate: (_data, call) =>
    reachesCall(call, 'Their call moves here', 'The caller goes on with the call that moved.', 'cf-move-no_owner'),
})
