import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { callersLeave } from '../parts/own-setting.ts'

/** @source callflows.dead_air; docs/kazoo/semantics.md#never-continue */
export const deadAir = defineKazooStep({
  type: 'dead_air',
  title: 'Dead air',
  help: 'Answers and stays silent until the caller hangs up. For nuisance callers.',
  icon: 'volume-x',
  category: 'Signalling',
  synonyms: ['dead air', 'tarpit', 'spam', 'silence', 'block'],
  data: z.looseObject({ skip_module: skipModule() }),
  duration: 'minutes',
  neverContinues: true,
  summary: () => 'Nothing but silence',
  footer: 'No further steps: the call lasts until the caller hangs up.',
  simulate(_data, call) {
    call.answer()
    return callersLeave(call, 'Silence')
  },
})
