/**
 * The values of TwiML's attributes as KAZOO reads them.
 * @source kzt_twiml_util.erl, kzt_util.erl
 */
import { MAX_TWIML_SECONDS } from '../kazoo/check-twiml.ts'
import type { ReadVerb } from '../kazoo/twiml-text.ts'

/** Returns a whole number; what is none is as if it were missing. */
export function integerOf(value: string | undefined, ifAbsent: number): number {
  return value !== undefined && /^[+-]?\d+$/.test(value) ? Number(value) : ifAbsent
}

/** Whether an attribute that names one of a list may stand there. */
export const isOneOf = (known: readonly string[], value: string | undefined): boolean =>
  value === undefined || known.includes(value)

/** Returns seconds from 1 to an hour; null for 0 and less, which ends the call. */
export function secondsOf(value: string | undefined, ifAbsent: number): number | null {
  const seconds = integerOf(value, ifAbsent)
  return seconds < 1 ? null : Math.min(seconds, MAX_TWIML_SECONDS)
}

/** These names KAZOO's Erlang knows as words of its own, and stumbles over; names that it has never heard of are POST. */
const OTHER_METHODS: readonly string[] = ['', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'connect', 'any']

/** Returns how KAZOO makes the request; null where the verb crashes. */
export function methodOf({ attributes }: ReadVerb): 'get' | 'post' | null {
  const method = attributes.method?.toLowerCase()
  if (method === 'get') return 'get'
  return method !== undefined && OTHER_METHODS.includes(method) ? null : 'post'
}
