import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

/** @source callflows.answer */
export const answer = defineKazooStep({
  type: 'answer',
  title: 'Answer',
  help: 'Answers the call. Many steps do this automatically.',
  icon: 'phone-call',
  category: 'Signalling',
  synonyms: ['pick up', 'off hook', '200 OK', 'connect', 'early media'],
  versions: ['5.0-dev', '5'],
  data: z.looseObject({ skip_module: skipModule() }),
  summary: () => 'Picks up',
  next: () => ['tts', 'fax_detect', 'audio_macro'],
  simulate(_data, call) {
    call.answer()
    call.notes('The call is picked up')
    return { kind: 'continue' }
  },
})
