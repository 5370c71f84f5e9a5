import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { callersLeave } from '../parts/own-setting.ts'

/** @source callflows.wait_for_hangup; docs/kazoo/semantics.md#never-continue */
export const waitForHangup = defineKazooStep({
  type: 'wait_for_hangup',
  title: 'Wait for hangup',
  help: 'Keeps the call as it is, answered or not, until the caller hangs up.',
  icon: 'timer',
  category: 'Signalling',
  synonyms: ['hold', 'keep', 'park', 'wait for hangup', 'wait until they hang up'],
  versions: ['5.0-dev', '5'],
  standIn: { module: 'sleep', data: { duration: 24, unit: 'h' } },
  data: z.looseObject({ skip_module: skipModule() }),
  duration: 'minutes',
  neverContinues: true,
  summary: () => 'Until the caller leaves',
  footer: 'No further steps: the call lasts until the caller hangs up.',
  simulate: (_data, call) => callersLeave(call, 'The call is kept'),
})
