/**
 * What KAZOO steps are in TwiML (docs/design.md#twiml-flows), as far as several of them share it. A step says what it
 * is there under `forms.twiml` in its own definition; one that does not has no counterpart.
 * @source docs/kazoo/protocol.md#accepted-twiml
 */
import { MAX_SAY_BYTES, MAX_TWIML_SECONDS, SAY_LANGUAGES, SAY_VOICES } from '../../kazoo/check-twiml.ts'
import { type Verb, xmlText } from '../../kazoo/twiml-text.ts'
import { shortenBytes } from '../../templates/shorten-text.ts'
import { isTemplate } from '../../templates/template.ts'
import type { CheckScope, Problem } from '../contract/checks.ts'
import { StepFailure } from '../contract/step-call.ts'
import type { TwimlForm } from '../contract/twiml-form.ts'

/** The verb at the end of a path that no other verb ends. */
export const HANGUP: Verb = { name: 'Hangup' }

/** Answers the call, for verbs that do not: a moment of silence. */
export const ANSWER: Verb = { name: 'Pause', attributes: { length: 1 } }

/** @returns what a step is with this data; nothing where KAZOO is to pass over it (docs/kazoo/semantics.md#r8) */
export const verbsOf = ({ verbs }: TwimlForm, data: Record<string, unknown>): readonly Verb[] =>
  data.skip_module === true ? [] : verbs(data)

/** @returns what speaks a text; nothing where there is nothing to speak, since an empty `Say` ends the call */
export const sayVerbs = (text: string | undefined, attributes: NonNullable<Verb['attributes']>): readonly Verb[] =>
  isSpoken(text) ? [{ name: 'Say', attributes, content: shortenBytes(text, MAX_SAY_BYTES) }] : []

const isSpoken = (text: string | undefined): text is string => text !== undefined && xmlText(text).trim() !== ''

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
export function absoluteAddressProblems(value: unknown, field: string, what: string): Problem[] {
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

/** A setting that TwiML does not have. */
export const lost = (field: string, message: string): Problem => ({
  severity: 'warning',
  code: 'twiml.lost',
  field,
  message,
  short: 'TwiML cannot say this',
})

/** Playback that no key stops. */
export const endlessInTwiml = lost(
  'endless_playback',
  'In a TwiML flow no key stops it: KAZOO repeats it until the caller hangs up, and nothing follows.',
)

/** @returns whole seconds, at least one and at most an hour: 0 crashes a verb. */
export const wholeSeconds = (ms: number): number => Math.min(MAX_TWIML_SECONDS, Math.max(1, Math.ceil(ms / 1000)))

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
  attributes: { timeout: timeoutS !== undefined && timeoutS > 0 ? Math.min(timeoutS, MAX_TWIML_SECONDS) : undefined },
  content: whom,
})

/**
 * What all steps that ring have in common: KAZOO comes back with CallStatus, and the exit is chosen then. DialCallStatus is
 * never `busy`, and is missing where KAZOO's own timer was first.
 * @source docs/kazoo/protocol.md#dial
 */
export const DIALLED = {
  goesOn: 'asks',
  exits: (status: string): readonly string[] => DIAL_EXITS[status] ?? ['_'],
} as const

/** `completed`: they have talked, or the caller has gone. */
const DIAL_EXITS: Record<string, readonly string[]> = {
  completed: [],
  busy: ['USER_BUSY', '_'],
  'no-answer': ['NO_ANSWER', '_'],
}

/** Connected exits of a step that rings: KAZOO takes them, but hardly any caller is still there. */
export const hardlyHeard = ({ connected }: CheckScope): Problem[] =>
  [...connected].map((port) => ({
    severity: 'warning',
    code: 'twiml.hardly-heard',
    field: `port:${port}`,
    message:
      'In a TwiML flow KAZOO hangs up the caller when the ringing has failed, and only then asks what follows. What is connected here is hardly ever heard on KAZOO. Use Callflow JSON for this step.',
    short: 'Hardly ever heard',
  }))

/** @throws StepFailure where no endpoint is given */
export function named(name: string, id: string | undefined): Verb {
  if (id) return { name, content: id }
  throw new StepFailure('value', `${name} in TwiML needs an id.`)
}

/** What a step is that rings one endpoint, named by its id. */
export const dialsOne = (name: 'Device' | 'User') =>
  ({
    ...DIALLED,
    verbs: ({ id, timeout }) => [dial(timeout, named(name, id))],
    check: (_data, scope) => [unregistered('id'), ...hardlyHeard(scope)],
  }) satisfies TwimlForm<{ id?: string | undefined; timeout?: number | undefined }>

/** Ringing phones: what may end the call there. */
export const unregistered = (field: string): Problem => ({
  severity: 'warning',
  code: 'twiml.unregistered',
  field,
  message:
    'In a TwiML flow KAZOO hangs up the caller if no phone is registered here. Use Callflow JSON, where the call continues at “Not answered”.',
  short: 'Ends if no phone is registered',
})
