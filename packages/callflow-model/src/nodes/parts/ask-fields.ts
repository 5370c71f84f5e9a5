import { z } from 'zod'
import type { Asked } from '../contract/heard.ts'
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

interface AskData {
  attempts?: number | undefined
  timeoutMs?: number | undefined
  interdigitTimeoutMs?: number | undefined
  invalidPrompt?: unknown
  timeoutPrompt?: unknown
}

/** The same as checks look at it. */
export const askedIn = (
  data: AskData,
): Pick<Asked, 'attempts' | 'timeoutMs' | 'interdigitTimeoutMs' | 'hasOtherWords'> => ({
  attempts: data.attempts ?? 3,
  timeoutMs: data.timeoutMs ?? 5000,
  interdigitTimeoutMs: data.interdigitTimeoutMs ?? 2000,
  hasOtherWords: data.invalidPrompt !== undefined || data.timeoutPrompt !== undefined,
})
