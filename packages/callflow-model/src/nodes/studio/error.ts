import { z } from 'zod'
import { defineFrame } from '../contract/define.ts'

export const error = defineFrame('fallback', {
  type: 'error',
  title: 'If something fails',
  help: 'What callers hear when a step fails or the studio cannot be reached. It is sent with every answer, so it can contain only fixed steps, up to 1 KiB. If it is empty, KAZOO says that the call cannot be completed and hangs up.',
  kindLine: 'The fallback',
  icon: 'life-buoy',
  category: 'Signalling',
  synonyms: ['fallback', 'error'],
  data: z.looseObject({}),
  create: () => ({}),
  ports: () => [{ key: 'next', label: null }],
  summary: () => 'the fallback',
  next: () => ['tts', 'play', 'hangup'],
})
