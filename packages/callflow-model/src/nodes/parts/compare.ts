/**
 * Comparisons of `logic.condition` and `logic.switch`: text is compared as text, phone numbers however they are written,
 * and by more and less also numbers, times of day and dates.
 */
import { RE2JS } from 're2js'
import type { Json } from '../../json.ts'
import { plainNumber, withoutSeparators } from '../../templates/phone-number.ts'
import { type Template, toText } from '../../templates/template.ts'
import { Work } from '../../templates/work.ts'
import { orderOf } from './compare-order.ts'
import { patternSize } from './pattern-size.ts'

export const OPERATORS = [
  'equals',
  'not_equals',
  'contains',
  'starts_with',
  'ends_with',
  'matches',
  'in',
  'gt',
  'gte',
  'lt',
  'lte',
  'is_empty',
  'not_empty',
] as const
export type Operator = (typeof OPERATORS)[number]

/** Operators in words. */
export const OPERATOR_WORDS: Record<Operator, string> = {
  equals: 'is',
  not_equals: 'is not',
  contains: 'contains',
  starts_with: 'starts with',
  ends_with: 'ends with',
  matches: 'matches the pattern',
  in: 'is one of',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  is_empty: 'is empty',
  not_empty: 'is not empty',
}

/** Operators that look at the left side alone. */
export const hasNoRightSide = (op: string): boolean => op === 'is_empty' || op === 'not_empty'

/** How two values are compared. */
export interface CompareOptions {
  ignoreCase?: boolean
  /** A side is a phone number of the call: numbers are equal however they are written, by the country of this locale. */
  phoneLocale?: string | null
  /** What may be computed; left out: as much as one answer may. */
  work?: Work
}

/**
 * @param right text; a comma list for `in`, a pattern in RE2 syntax, found anywhere, for `matches`.
 * @returns what holds. More and less with something that is no number, time or date are false.
 * @throws Error for a pattern that is too long or cannot be read, and where there is too much to compare
 */
export function compare(
  op: Operator,
  left: Json | undefined,
  right: Json | undefined,
  { ignoreCase = false, phoneLocale = null, work = new Work() }: CompareOptions = {},
): boolean {
  const a = fold(toText(left), ignoreCase)
  const b = fold(toText(right), ignoreCase)
  work.use(a.length + b.length)
  const holds = (test: (a: string, b: string) => boolean, given = b): boolean =>
    test(a, given) || asNumbers(a, given, phoneLocale).some(([number, other]) => test(number, other))
  switch (op) {
    case 'equals':
      return holds(isSame)
    case 'not_equals':
      return !holds(isSame)
    case 'contains':
      return holds((text, part) => text.includes(part))
    case 'starts_with':
      return holds((text, part) => text.startsWith(part))
    case 'ends_with':
      return holds((text, part) => text.endsWith(part))
    case 'matches':
      return fitsPattern(toText(right), toText(left), { ignoreCase, isWhole: false, work })
    case 'in':
      return b.split(',').some((item) => {
        work.use(phoneLocale === null && !a.startsWith('+') ? UNITS_AN_ITEM : UNITS_A_NUMBER)
        return holds(isSame, item.trim())
      })
    case 'gt':
      return orderOf(a, b) > 0
    case 'gte':
      return orderOf(a, b) >= 0
    case 'lt':
      return orderOf(a, b) < 0
    case 'lte':
      return orderOf(a, b) <= 0
    case 'is_empty':
      return a === ''
    case 'not_empty':
      return a !== ''
  }
}

const isSame = (a: string, b: string): boolean => a === b
const fold = (text: string, ignoreCase: boolean): string => (ignoreCase ? text.toLowerCase() : text)

/** Both sides as phone numbers: without separators, and in full; none where they are something else. */
function asNumbers(a: string, b: string, locale: string | null): [string, string][] {
  if (a === '' || b === '' || (locale === null && !(a.startsWith('+') && b.startsWith('+')))) return []
  const part = withoutSeparators(b)
  const whole = plainNumber(a, locale ?? '')
  return [
    [withoutSeparators(a), part],
    [whole, part],
    [whole, plainNumber(b, locale ?? '')],
  ]
}

/** What a request carries as phone numbers. */
const PHONE_NUMBERS = new Set(['caller.number', 'call.to', 'call.from', 'call.request'])

/** Whether a template is a phone number of the call. */
export const isPhoneNumber = ({ reads, constant }: Pick<Template, 'reads' | 'constant'>): boolean =>
  constant === null && reads.length === 1 && PHONE_NUMBERS.has(reads[0]?.join('.') ?? '')

/** Patterns are few and used again and again; those made in a call are forgotten before they fill the memory. */
const patterns = new Map<string, RE2JS>()
/** Of all programs together: `(a{1,500}|b)` alone is a thousand. */
const MAX_INSTRUCTIONS = 100_000
let instructions = 0

/** Characters of a pattern. */
export const MAX_PATTERN_LENGTH = 1024
/** Of a pattern with its repetitions written out: some 10 ms to compile. */
const MAX_PATTERN_SIZE = 3000
/** To compile one instruction, and to look with it at one character. */
const UNITS_TO_COMPILE = 150
const UNITS_TO_MATCH = 0.4
/** An item of a list, and one that is read as a phone number. */
const UNITS_AN_ITEM = 3
const UNITS_A_NUMBER = 500

/**
 * Whether a text fits a pattern in RE2 syntax. The time for it grows with the text and the pattern, so both together are
 * limited.
 * @param isWhole the whole text has to fit; else anything in it
 * @throws Error for a pattern that is too long or cannot be read, and where both together are too long
 */
export function fitsPattern(
  pattern: string,
  text: string,
  { ignoreCase = false, isWhole, work = new Work() }: { ignoreCase?: boolean; isWhole: boolean; work?: Work },
): boolean {
  const compiled = compilePattern(pattern, ignoreCase, work)
  try {
    work.use(compiled.programSize() * text.length * UNITS_TO_MATCH)
  } catch {
    throw new PatternTooCostly(text.length)
  }
  const matcher = compiled.matcher(text)
  return isWhole ? matcher.matches() : matcher.find()
}

/** @throws Error for a pattern that is too long or repeats too much, RE2JSException for one that cannot be read */
function compilePattern(pattern: string, ignoreCase: boolean, work: Work): RE2JS {
  const key = `${ignoreCase ? 'i' : 'c'}${pattern}`
  const known = patterns.get(key)
  if (known) return known
  if (pattern.length > MAX_PATTERN_LENGTH) throw new PatternTooLong()
  const size = patternSize(pattern)
  if (size > MAX_PATTERN_SIZE) throw new PatternTooLarge()
  work.use(size * UNITS_TO_COMPILE)
  const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
  instructions += compiled.programSize()
  if (instructions > MAX_INSTRUCTIONS) {
    patterns.clear()
    instructions = compiled.programSize()
  }
  patterns.set(key, compiled)
  return compiled
}

class PatternTooLong extends Error {
  constructor() {
    super(`A pattern has at most ${MAX_PATTERN_LENGTH} characters.`)
  }
}

class PatternTooLarge extends Error {
  constructor() {
    super('The pattern repeats more than a pattern may. Use smaller numbers in { }.')
  }
}

/** A pattern that takes too long for this text. */
export class PatternTooCostly extends Error {
  constructor(length: number) {
    super(
      `The text has ${length.toLocaleString('en-US')} characters, too many for this pattern. Compare with a shorter text, or use a simpler pattern.`,
    )
  }
}

/** @returns what is wrong with a pattern, in words; null if it can be read. */
export function patternProblem(pattern: string): string | null {
  try {
    compilePattern(pattern, false, NO_LIMIT)
    return null
  } catch (error) {
    if (error instanceof PatternTooLong) return `is longer than ${MAX_PATTERN_LENGTH} characters`
    if (error instanceof PatternTooLarge) return 'repeats more than a pattern may; use smaller numbers in { }'
    const message = error instanceof Error ? error.message : String(error)
    if (/missing closing \)/.test(message)) return 'opens a bracket and does not close it'
    if (/unexpected \)/.test(message)) return 'closes a bracket that was not opened'
    if (/missing closing \]/.test(message)) return 'opens a list with [ and does not close it'
    return `cannot be read (${message.replace(/^error parsing regexp: /, '')})`
  }
}

/** For checks, whose pattern is limited by its size alone. */
const NO_LIMIT: Work = new Work(Number.POSITIVE_INFINITY)
