import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

/** @source callflows.skel: a pattern for those who write modules. */
export const skel = defineKazooStep({
  type: 'skel',
  title: 'Skeleton module',
  help: 'Does nothing. KAZOO includes it as a pattern for developers of modules.',
  icon: 'puzzle',
  category: 'Advanced',
  synonyms: ['skeleton', 'template', 'developer', 'empty', 'example'],
  data: z.looseObject({ skip_module: skipModule() }),
  summary: () => 'Goes on',
  next: () => ['tts', 'ring_group', 'hangup'],
  simulate() {
    return { kind: 'continue' }
  },
})
