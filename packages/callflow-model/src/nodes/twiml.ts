/**
 * What KAZOO steps are in TwiML (design 8), as far as several of them share it. A step says what it is there under
 * `twiml` in its own definition; one that does not has no counterpart.
 * @source pivot-protocol, TwiML that KAZOO really accepts
 */
import { MAX_TWIML_SECONDS, SAY_LANGUAGES, SAY_VOICES } from '../kazoo/check-twiml.ts'
import type { Verb } from '../kazoo/twiml-text.ts'
import { isTemplate } from '../templates/template.ts'
import { type Problem, StepFailure, type TwimlForm } from './define-node.ts'

/** What stands where nothing else ends a path. */
export const HANGUP: Verb = { name: 'Hangup' }

/** @returns what a step is with this data; nothing where KAZOO is to pass over it (R8) */
export const verbsOf = ({ verbs }: TwimlForm, data: Record<string, unknown>): readonly Verb[] =>
  data.skip_module === true ? [] : verbs(data)

/** @returns the language that `Say` knows for a tag such as `en-US`; undefined where it knows none. */
export function sayLanguage(tag: string | undefined): string | undefined {
  const language = tag?.toLowerCase() ?? ''
  if (SAY_LANGUAGES.includes(language)) return language
  const [primary = ''] = language.split(/[-_]/)
  return SAY_LANGUAGES.includes(primary) ? primary : undefined
}

/** @returns the voice, where `Say` knows it. */
export const sayVoice = (voice: string | undefined): string | undefined =>
  voice !== undefined && SAY_VOICES.includes(voice.toLowerCase()) ? voice.toLowerCase() : undefined

/** Absolute, or KAZOO joins it to an address of its own making. @throws StepFailure */
export function absoluteAddress(value: string | undefined, what: string): string {
  if (value && /^https?:\/\//.test(value)) return value
  throw new StepFailure('value', `In TwiML ${what} must be an address that begins with http:// or https://.`)
}

/** An error where a fixed text is no absolute address. */
export function addressProblems(value: unknown, field: string, what: string): Problem[] {
  if (typeof value !== 'string' || value === '' || isTemplate(value) || /^https?:\/\//.test(value)) return []
  return [
    {
      severity: 'error',
      code: 'twiml.address',
      field,
      message: `In TwiML ${what} must be an address that begins with http:// or https://, and this is none.`,
      short: 'Enter an address',
    },
  ]
}

/** A setting that is lost on the way into TwiML. */
export const lost = (field: string, message: string): Problem => ({
  severity: 'warning',
  code: 'twiml.lost',
  field,
  message,
  short: 'TwiML cannot say this',
})

/** @returns whole seconds, at least one: 0 crashes a verb. */
export const wholeSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000))

/** An error for what lasts longer than the verbs take. */
export const tooLong = (field: string): Problem => ({
  severity: 'error',
  code: 'twiml.too-long',
  field,
  message: `TwiML waits for ${MAX_TWIML_SECONDS} s at most. Enter a shorter time.`,
  short: 'Too long for TwiML',
})

/** A `Dial`; 0 as its time crashes it. */
export const dial = (timeoutS: number | undefined, ...whom: Verb[]): Verb => ({
  name: 'Dial',
  attributes: { timeout: timeoutS !== undefined && timeoutS > 0 ? timeoutS : undefined },
  content: whom,
})

/** What all steps that ring have in common: KAZOO comes back with DialCallStatus, and the way out is chosen then. */
export const DIALLED = {
  goesOn: 'asks',
  waysOut: (status: string): readonly string[] => DIAL_WAYS[status] ?? ['_'],
} as const

/** `completed`: they have talked, and the call ends. */
const DIAL_WAYS: Record<string, readonly string[]> = {
  completed: [],
  answered: [],
  busy: ['USER_BUSY', '_'],
  'no-answer': ['NO_ANSWER', '_'],
}

/** @throws StepFailure where nobody is named */
export function named(name: string, id: string | undefined): Verb {
  if (id) return { name, content: id }
  throw new StepFailure('value', `${name} in TwiML needs an id.`)
}

/** Ringing phones: what may end the call there. */
export const unregistered = (field: string): Problem => ({
  severity: 'warning',
  code: 'twiml.unregistered',
  field,
  message: 'Dialling a user or device in a TwiML flow ends the call if no phone is registered.',
  short: 'Ends if no phone is registered',
})
