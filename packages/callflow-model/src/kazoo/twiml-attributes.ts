/**
 * The attributes of TwiML's verbs as KAZOO takes them. It passes over attributes that it does not know and numbers that are
 * none; another value that it does not accept ends the call.
 * @source docs/kazoo/protocol.md#accepted-twiml; kzt_twiml_util.erl
 */
import type { ReadVerb } from './twiml-text.ts'

/** One thing that KAZOO stumbles over (error), or passes over (warning). */
export interface Finding {
  severity: 'error' | 'warning'
  message: string
}

export const fails = (message: string): Finding => ({ severity: 'error', message })
export const ignored = (message: string): Finding => ({ severity: 'warning', message })

/** Exactly these; `en-US` ends the call. */
export const SAY_LANGUAGES: readonly string[] = ['en', 'en-gb', 'es', 'fr', 'de', 'it']
export const SAY_VOICES: readonly string[] = ['man', 'male', 'woman', 'female']
/** The longest `Pause` and `Record`, and the longest wait of a `Gather` or `Dial`. */
export const MAX_TWIML_SECONDS = 3600

type Rule = (attribute: string, verb: string, value: string) => Finding[]

const refused = (attribute: string, verb: string, value: string): Finding[] => [
  fails(`${attribute} of ${verb} cannot be “${value}”: the call ends there.`),
]

const anything: Rule = () => []
const oneOf =
  (...values: readonly string[]): Rule =>
  (attribute, verb, value) =>
    values.includes(value) ? [] : refused(attribute, verb, value)

/** @param beyond whether a greater number ends the call, or counts as the greatest */
const count =
  (min: number, max = Number.MAX_SAFE_INTEGER, beyond: 'refused' | 'cut' = 'refused'): Rule =>
  (attribute, verb, value) => {
    if (!/^[+-]?\d+$/.test(value)) return [ignored(`${attribute} of ${verb} is not a number: KAZOO takes its default.`)]
    if (Number(value) >= min && Number(value) <= max) return []
    return Number(value) > max && beyond === 'cut'
      ? [ignored(`KAZOO takes ${max} for ${attribute} of ${verb}.`)]
      : refused(attribute, verb, value)
  }

const seconds = count(1, MAX_TWIML_SECONDS, 'cut')
const method: Rule = (attribute, verb, value) => (/^(get|post)$/i.test(value) ? [] : refused(attribute, verb, value))
const bool: Rule = (attribute, verb, value) =>
  value === 'true' || value === 'false' ? [] : [ignored(`${attribute} of ${verb} is neither true nor false.`)]

/** Whether KAZOO takes an address as it stands: it must begin with http, in lower case. */
export const isAbsoluteAddress = (value: string): boolean => /^https?:\/\/[^/?#\s]+/.test(value) && !/\s/.test(value)

/** Returns what becomes of an address that is not absolute. */
export function relativeAddress(what: string, value: string): Finding[] {
  if (isAbsoluteAddress(value)) return []
  if (value === '') return [ignored(`${what} names no address: KAZOO asks the present one again.`)]
  return /^https?:/i.test(value) && !value.startsWith('http')
    ? [fails(`The scheme of ${what} is not in lower case: KAZOO takes the address for a relative one.`)]
    : [ignored(`${what} needs an absolute address: KAZOO joins others by rules of its own.`)]
}
const action: Rule = (attribute, verb, value) => relativeAddress(`${attribute} of ${verb}`, value)

const noAttributes: Record<string, Rule> = {}
const ATTRIBUTES: Record<string, Record<string, Rule>> = {
  Say: {
    voice: oneOf(...SAY_VOICES),
    language: oneOf(...SAY_LANGUAGES),
    loop: count(0),
    engine: anything,
    terminators: anything,
  },
  Play: { loop: count(0), terminators: anything },
  Pause: { length: seconds },
  Gather: {
    action,
    method,
    timeout: seconds,
    numDigits: count(1),
    finishOnKey: oneOf('', ...'0123456789*#'),
  },
  Dial: {
    action,
    method,
    timeout: seconds,
    timeLimit: count(1),
    callerId: anything,
    record: bool,
    continueOnFail: bool,
    hangupOn: anything,
    strategy: anything,
    hangupOnStar: () => [ignored('hangupOnStar of Dial has no effect in KAZOO.')],
  },
  Record: {
    action,
    method,
    timeout: seconds,
    maxLength: count(1, MAX_TWIML_SECONDS),
    playBeep: bool,
    finishOnKey: anything,
    recordingUrl: (_attribute, _verb, value) =>
      value === '' ? [] : [fails('recordingUrl of Record: KAZOO hangs up when the recording is over, and loses it.')],
  },
  Redirect: { method },
  Reject: { reason: oneOf('rejected', 'busy'), prompt: anything },
  Set: noAttributes,
  Hangup: noAttributes,
}

/** Returns what KAZOO finds in the attributes of a verb; null where it does not know the verb. */
export function attributeFindings({ name, attributes }: ReadVerb): Finding[] | null {
  const rules = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined
  if (!rules) return null
  return Object.entries(attributes).flatMap(([attribute, value]) => {
    const rule = Object.hasOwn(rules, attribute) ? rules[attribute] : undefined
    return rule ? rule(attribute, name, value) : [ignored(`KAZOO does not know ${attribute} of ${name}.`)]
  })
}

/** Whether KAZOO can keep a text in a variable: characters up to U+00FF. */
export const isLatin1 = (text: string): boolean => /^[\u0000-\u00FF]*$/.test(text)
