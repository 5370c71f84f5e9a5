import type { Json } from './json.ts'

/** Longer than any whole number that a double holds for certain. */
const MANY_DIGITS = /\d{16}/
const WHOLE = /^-?\d+$/

/** `JSON.parse` with the text of each value, which TypeScript's ES2023 does not know yet. */
type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown

const keepExact: Reviver = (_, value, context) =>
  typeof value === 'number' && isInexact(value, context?.source ?? '') ? context?.source : value

/** Whether a whole number has more digits than a double holds: an order's id must not change its last ones. */
export const isInexact = (value: number, source: string): boolean => !Number.isSafeInteger(value) && WHOLE.test(source)

/**
 * Reads JSON of other programs. Whole numbers beyond 2^53 become text, digit by digit as they came.
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
