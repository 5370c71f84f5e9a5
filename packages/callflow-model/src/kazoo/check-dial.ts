/**
 * What KAZOO makes of the content of a `Dial`.
 * @source docs/kazoo/protocol.md#dial; kzt_twiml_dial.erl
 */
import { type Finding, fails, ignored } from './twiml-attributes.ts'
import { isText, plainText, type ReadText, type ReadVerb } from './twiml-text.ts'

/** Whom a `Dial` rings. */
export type DialTarget =
  | { kind: 'number'; number: string }
  | { kind: 'conference'; verb: ReadVerb }
  | { kind: 'phones'; verbs: readonly ReadVerb[] }
  /** The call goes on with the next verb. */
  | { kind: 'nobody' }
  /** The call ends there. */
  | { kind: 'fails'; why: string }

/**
 * Returns whom a `Dial` rings. A text in front of all else is the number. A `Number` or `Conference` counts only where it
 * stands alone: beside a phone, and even with a line end after it, KAZOO makes an endpoint of a `Number` and crashes.
 */
export function dialTarget({ children }: ReadVerb): DialTarget {
  const filled = children.filter((child) => !(isText(child) && child.text === ' '))
  const [first] = filled
  if (first && isText(first) && !first.isCdata) {
    const number = dialledDigits(filled.map((child) => (isText(child) && !child.isCdata ? child.text : '')).join(''))
    return number === '' ? elementTarget(filled.filter((child) => !isText(child))) : { kind: 'number', number }
  }
  return elementTarget(filled)
}

/** All that KAZOO dials of a text. */
export const dialledDigits = (text: string): string => text.replace(/[^\d+]/g, '')

const NOBODY: DialTarget = { kind: 'fails', why: 'Dial has no one to ring: the call ends there.' }

function elementTarget(content: readonly (ReadVerb | ReadText)[]): DialTarget {
  const verbs = content.filter((child): child is ReadVerb => !isText(child))
  const [only] = verbs
  if (!only) return NOBODY
  if (content.length === 1) {
    if (only.name === 'Number') {
      const number = dialledDigits(plainText(only))
      return number === '' ? { kind: 'nobody' } : { kind: 'number', number }
    }
    if (only.name === 'Conference') return { kind: 'conference', verb: only }
    if (only.name === 'Queue') return { kind: 'fails', why: 'KAZOO hangs up at a Queue.' }
  }
  if (verbs.some(({ name }) => name === 'Sip')) return { kind: 'fails', why: 'KAZOO always hangs up at Sip.' }
  if (verbs.some(({ name }) => name === 'Number'))
    return {
      kind: 'fails',
      why: 'KAZOO hangs up if Dial has several numbers, or a Number next to a User, a Device or a line break.',
    }
  const phones = verbs.filter(({ name }) => name === 'User' || name === 'Device')
  return phones.length === 0 ? NOBODY : { kind: 'phones', verbs: phones }
}

/** Returns what KAZOO would stumble over in a `Dial`, its attributes apart. */
export function dialFindings(verb: ReadVerb): Finding[] {
  const target = dialTarget(verb)
  const { hangupOn, record, strategy } = verb.attributes
  if (target.kind === 'fails') return [fails(target.why)]
  if (target.kind === 'nobody') return [ignored('Dial has no target: KAZOO continues with the next verb.')]
  const isNumber = target.kind === 'number'
  return [
    ...(isNumber && isHangupKey(hangupOn) && record !== 'true'
      ? [fails('hangupOn with a number ends the call unless record is true.')]
      : []),
    ...(target.kind === 'phones' && strategy !== undefined ? [fails('strategy of Dial ends the call.')] : []),
    ...(target.kind === 'phones' ? phoneFindings(verb, target.verbs) : []),
  ]
}

/** Whether a key that ends the conversation is set. */
export const isHangupKey = (key: string | undefined): boolean => /^[0-9*#]$/.test(key ?? '')

const phoneFindings = ({ nested }: ReadVerb, phones: readonly ReadVerb[]): Finding[] => [
  ...nested.filter((child) => !phones.includes(child)).map(({ name }) => ignored(`KAZOO ignores ${name} in Dial.`)),
  ...phones.filter((phone) => plainText(phone) === '').map(({ name }) => ignored(`${name} in Dial has no target.`)),
]
