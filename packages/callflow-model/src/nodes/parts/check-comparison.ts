/** What is wrong with one comparison of a condition or a switch, as far as it can be known before a call. */
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import { hasNoRightSide, OPERATOR_WORDS, type Operator, patternProblem } from './compare.ts'
import { readOrdered } from './compare-order.ts'
import { patternSize } from './pattern-size.ts'

export interface DrawnComparison {
  op: Operator
  left: string
  right: string
  /** Paths of both sides in the data of the step. */
  leftField: string
  rightField: string
  /** "rule 1" */
  place: string
}

/** Of all patterns of a step, with their repetitions written out: some 40 ms to read. */
const MAX_PATTERNS_SIZE = 10_000

/** What is wrong with a pattern, in words; null if it can be used. */
export type PatternCheck = (pattern: string) => string | null

/** For the patterns of one step. */
export function createPatternCheck(): PatternCheck {
  let left = MAX_PATTERNS_SIZE
  return (pattern) => {
    left -= patternSize(pattern)
    return left < 0 ? 'is too much beside the others; use fewer patterns, or simpler ones' : patternProblem(pattern)
  }
}

const MORE_OR_LESS: ReadonlySet<Operator> = new Set(['gt', 'gte', 'lt', 'lte'])

/** @param checkPattern made once for a step, since what its patterns cost together is limited */
export function comparisonProblems(comparison: DrawnComparison, nodeId: string, checkPattern: PatternCheck): Problem[] {
  const { op, left, right, leftField, rightField, place } = comparison
  const pattern = op === 'matches' && !isTemplate(right) ? checkPattern(right) : null
  if (pattern !== null)
    return [
      {
        severity: 'error',
        code: 'pattern.syntax',
        field: rightField,
        short: 'Fix the pattern',
        message: `The pattern in ${place} ${pattern}.`,
      },
    ]
  const problems: Problem[] = []
  if (left.trim() === '') problems.push(empty(leftField, `There is nothing to compare in ${place}. Choose a value.`))
  if (!hasNoRightSide(op) && right.trim() === '')
    problems.push(
      empty(
        rightField,
        `The comparison in ${place} is with nothing. Enter what the value ${OPERATOR_WORDS[op]}, or choose “is empty”.`,
      ),
    )
  if (!MORE_OR_LESS.has(op)) return problems
  for (const [text, field] of [
    [left, leftField],
    [right, rightField],
  ] as const)
    if (text.trim() !== '' && !isTemplate(text) && readOrdered(text) === null)
      problems.push(unordered(text, field, nodeId))
  return problems
}

const empty = (field: string, message: string): Problem => ({
  severity: 'warning',
  code: 'comparison.empty',
  field,
  short: 'Compare with something',
  message,
})

const THOUSANDS = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const DECIMAL_COMMA = /^-?\d+,\d+$/

function unordered(text: string, field: string, nodeId: string): Problem {
  const trimmed = text.trim()
  const number = THOUSANDS.test(trimmed)
    ? trimmed.replaceAll(',', '')
    : DECIMAL_COMMA.test(trimmed)
      ? trimmed.replace(',', '.')
      : null
  return {
    severity: 'warning',
    code: 'comparison.never',
    field,
    short: 'Never holds',
    message: `“${trimmed}” is not a number, time or date, so this is never true. Enter a value such as 1234.5, 09:00 or 2026-12-24.`,
    ...(number === null ? {} : { fix: { kind: 'set-field', label: `Write ${number}`, nodeId, field, value: number } }),
  }
}
