import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { reachesCall } from '../parts/whose-call.ts'

/** @source callflows.move; docs/kazoo/semantics.md#never-continue */
export const move = defineKazooStep({
  type: 'move',
  title: 'Move my call here',
  help: 'Moves the caller’s own call from another phone to the one they are calling from.',
  icon: 'move',
  category: 'Feature Codes',
  synonyms: ['switch phone', 'handover', 'pull my call', 'mobile to desk', '*6683'],
  data: z.looseObject({ skip_module: skipModule() }),
  duration: 'minutes',
  neverContinues: true,
  summary: () => 'To this phone',
  footer: 'No further steps: the caller continues with the moved call.',
  simulate: (_data, call) =>
    reachesCall(call, 'Their call moves here', 'The caller continues with the moved call.', 'cf-move-no_owner'),
})
