import { z } from 'zod'
import { promptSchema } from './prompt.ts'

const section = 'No or wrong key'

/**
 * What a step does where the caller presses nothing or something wrong.
 * @param wrong what is wrong then: "key", "entry"
 */
export const askFields = (wrong: string) => ({
  attempts: z.int().min(1).max(20).meta({ label: 'Tries', unit: 'times', section }),
  timeoutMs: z.int().min(1).meta({ label: 'Wait for first key', unit: 's', scale: 1000, section }),
  interdigitTimeoutMs: z.int().min(1).meta({ label: 'Between keys', unit: 's', scale: 1000, section }),
  invalidPrompt: promptSchema.optional().meta({ label: `After a wrong ${wrong}, say`, control: 'prompt', section }),
  timeoutPrompt: promptSchema.optional().meta({ label: 'After no key, say', control: 'prompt', section }),
})
