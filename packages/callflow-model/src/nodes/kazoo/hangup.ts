import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

/** @source callflows.hangup; docs/kazoo/semantics.md#r12: a hard stop */
export const hangup = defineKazooStep({
  type: 'hangup',
  title: 'Hang up',
  help: 'Ends the call at once.',
  icon: 'phone-off',
  category: 'Signalling',
  synonyms: ['end', 'disconnect', 'stop', 'goodbye'],
  data: z.looseObject({ skip_module: skipModule() }),
  neverContinues: true,
  hangsUp: true,
  summary: () => 'Ends the call',
  forms: { twiml: { verbs: () => [{ name: 'Hangup' }], goesOn: 'ends' } },
  simulate() {
    return { kind: 'hard-stop', why: 'The call is hung up.' }
  },
})
