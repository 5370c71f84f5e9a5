import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

/** @source callflows.noop */
export const noop = defineKazooStep({
  type: 'noop',
  title: 'No operation',
  help: 'Waits until the current prompt has finished, then continues. Without a next step, the call ends.',
  icon: 'terminal',
  category: 'Advanced',
  synonyms: ['noop', 'empty', 'continue', 'do nothing'],
  versions: ['5.0-dev', '5'],
  standIn: { module: 'sleep', data: { duration: 0 } },
  data: z.looseObject({ skip_module: skipModule() }),
  summary: () => 'Goes on',
  next: () => ['tts', 'ring_group', 'hangup'],
  forms: { twiml: { verbs: () => [] } },
  simulate() {
    return { kind: 'continue' }
  },
})
