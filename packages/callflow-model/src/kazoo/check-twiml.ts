/**
 * What KAZOO's TwiML parser takes, as strictly as it can be told: the counterpart of KAZOO's schemas, which there are none
 * of for TwiML. Preview, *Test this URL* and the tests hold every answer against it.
 * @source pivot-protocol, TwiML that KAZOO really accepts
 */
import { type ReadVerb, readTwiml } from './twiml-text.ts'

export interface TwimlProblem {
  /** Place of the verb in the answer, from 0; -1 for the answer itself. */
  verb: number
  message: string
}

/** Exactly these; `en-US` crashes the verb. */
export const SAY_LANGUAGES: readonly string[] = ['en', 'en-gb', 'es', 'fr', 'de', 'it']
export const SAY_VOICES: readonly string[] = ['man', 'male', 'woman', 'female']
/** The most that `Pause` and `Record` take. */
export const MAX_TWIML_SECONDS = 3600

/** @returns the verbs of an answer, and all that KAZOO would stumble over: silence, a hang-up, a crash. */
export function checkTwiml(body: string): { verbs: ReadVerb[]; problems: TwimlProblem[] } {
  const read = readTwiml(body)
  if (!read.ok) return { verbs: [], problems: [{ verb: -1, message: `The answer is no XML: ${read.message}` }] }
  const { name, nested: verbs, text } = read.root
  const whole: string[] = []
  if (name !== 'Response') whole.push(`The answer begins with ${name}, not Response.`)
  if (text.trim() !== '') whole.push('There is text between the verbs.')
  if (verbs.length === 0) whole.push('The Response is empty, which crashes KAZOO’s translator.')
  return {
    verbs,
    problems: [
      ...whole.map((message) => ({ verb: -1, message })),
      ...verbs.flatMap((verb, index) => verbProblems(verb).map((message) => ({ verb: index, message }))),
    ],
  }
}

type Rule = (value: string) => boolean

const oneOf =
  (...values: readonly string[]): Rule =>
  (value) =>
    values.includes(value)
const count =
  (least: number, most = Number.MAX_SAFE_INTEGER): Rule =>
  (value) =>
    /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most
const method = oneOf('get', 'post', 'GET', 'POST')
const bool = oneOf('true', 'false')
const key = oneOf('', ...'0123456789*#')
const address: Rule = (value) => /^https?:\/\/[^/?#\s]+/.test(value) && !/\s/.test(value)
const some: Rule = (value) => value !== ''

/** Attributes of each verb, and what they may be. */
const ATTRIBUTES: Record<string, Record<string, Rule>> = {
  Say: { voice: oneOf(...SAY_VOICES), language: oneOf(...SAY_LANGUAGES), loop: count(0) },
  Play: { loop: count(0) },
  Pause: { length: count(1, MAX_TWIML_SECONDS) },
  Gather: { action: address, method, timeout: count(1), numDigits: count(1), finishOnKey: key },
  Dial: {
    action: address,
    method,
    timeout: count(1),
    timeLimit: count(1),
    callerId: some,
    hangupOnStar: bool,
    record: bool,
  },
  Record: {
    recordingUrl: address,
    action: address,
    method,
    timeout: count(1),
    maxLength: count(1, MAX_TWIML_SECONDS),
    playBeep: bool,
    finishOnKey: key,
  },
  Redirect: { method },
  Reject: { reason: oneOf('rejected', 'busy') },
  Set: {},
  Hangup: {},
}
const NESTED: Record<string, readonly string[]> = {
  Gather: ['Say', 'Play', 'Pause'],
  Dial: ['Number', 'User', 'Device', 'Sip', 'Conference'],
  Set: ['Variable'],
}

/** @returns what KAZOO would stumble over in one verb, what is nested in it included */
export function verbProblems(verb: ReadVerb): string[] {
  const { name, attributes, nested } = verb
  const rules = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined
  if (!rules) return [`${name} is no verb that KAZOO knows, and ends the call.`]
  const wrong = Object.entries(attributes).flatMap(([attribute, value]) => {
    const rule = Object.hasOwn(rules, attribute) ? rules[attribute] : undefined
    if (!rule) return [`${name} does not take ${attribute}.`]
    return rule(value) ? [] : [`${attribute} of ${name} cannot be “${value}”.`]
  })
  const allowed = NESTED[name] ?? []
  const strange = nested.filter((child) => !allowed.includes(child.name)).map((child) => `${child.name} in ${name}.`)
  return [...wrong, ...strange, ...contentProblems(verb)]
}

function contentProblems(verb: ReadVerb): string[] {
  const { name, text, nested, hasContent } = verb
  const content = text.trim()
  switch (name) {
    case 'Hangup':
    case 'Pause':
    case 'Record':
    case 'Reject':
      return hasContent ? [`${name} takes no content, not even white space.`] : []
    case 'Say':
      return content === '' ? ['There is nothing to say.'] : []
    case 'Play':
    case 'Redirect':
      return address(content) ? [] : [`${name} needs an absolute address.`]
    case 'Set':
      return nested.length === 1 ? variableProblems(nested[0]) : ['Set takes exactly one Variable.']
    case 'Gather':
      return [
        ...(nested.length === 0 ? ['Gather without Say, Play or Pause crashes at the first key.'] : []),
        ...nested.flatMap(verbProblems),
        ...(content === '' ? [] : ['There is text in Gather.']),
      ]
    case 'Dial':
      return dialProblems(content, nested)
    default:
      return []
  }
}

const variableProblems = (variable: ReadVerb | undefined): string[] =>
  variable?.attributes.key && variable.attributes.value !== undefined ? [] : ['Variable needs key and value.']

function dialProblems(content: string, nested: readonly ReadVerb[]): string[] {
  if (nested.length === 0) return /[\d+]/.test(content) ? [] : ['Dial has nobody to dial.']
  if (content !== '') return ['Dial has text beside what is nested.']
  return nested.flatMap(({ name, text }) =>
    text.trim() === '' || (name === 'Number' && !/[\d+]/.test(text)) ? [`${name} in Dial names nobody.`] : [],
  )
}
