import { z } from 'zod'
import { defineFrame } from '../contract/define.ts'

export const start = defineFrame('start', {
  type: 'start',
  title: 'Call comes in',
  help: 'Every call starts here, when KAZOO requests the flow.',
  icon: 'phone-incoming',
  category: 'Signalling',
  data: z.looseObject({}),
  create: () => ({}),
  ports: () => [{ key: 'next', label: null }],
  summary: () => 'any number',
  next: () => ['tts', 'input.menu', 'logic.condition'],
})
