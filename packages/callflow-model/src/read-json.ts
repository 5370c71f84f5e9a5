import type { Json } from './json.ts'

/** Longer than any whole number that a double holds for certain. */
const MANY_DIGITS = /\d{16}/
const WHOLE = /^-?\d+$/

/** `JSON.parse` with the text of each value, which TypeScript's ES2023 does not know yet. */
type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown

/** The text of a whole number that a double cannot hold: an order's id must not change its last digits. */
const keepExact: Reviver = (_, value, context) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && WHOLE.test(context?.source ?? '')
    ? context?.source
    : value

/**
 * Reads JSON of other servers. Whole numbers beyond 2^53 become text, digit by digit as they came.
 * @throws SyntaxError for what is no JSON
 * @example readJson('{"id": 12345678901234567890}') // { id: '12345678901234567890' }
 */
export function readJson(text: string): Json {
  if (!MANY_DIGITS.test(text)) return JSON.parse(text)
  try {
    return JSON.parse(text, keepExact)
  } catch (error) {
    // Nested thousands deep: visiting each value takes a stack that plain reading does not need.
    if (error instanceof RangeError) return JSON.parse(text)
    throw error
  }
}
