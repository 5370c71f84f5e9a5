/**
 * Arithmetic of templates, as Liquid has it for callers' ears: whole by whole stays whole, decimals come without the
 * noise of binary fractions, and a division by zero is an error instead of "Infinity".
 */
import { Drop, Liquid, type Token, TokenKind } from 'liquidjs'

/** A whole number that counts as a decimal, such as 4.0 in a template, or the product of decimals. */
export class Decimal extends Drop {
  readonly value: number
  constructor(value: number) {
    super()
    this.value = value
  }
  override valueOf(): number {
    return this.value
  }
}

interface Operand {
  value: number
  isWhole: boolean
}

/** Numbers and texts of numbers; anything else counts as 0, as it does in Liquid. */
function operand(input: unknown): Operand {
  if (input instanceof Decimal) return { value: input.value, isWhole: false }
  const raw = input instanceof Drop ? input.valueOf() : input
  const text = typeof raw === 'number' || typeof raw === 'string' ? String(raw).trim() : ''
  const value = text === '' ? 0 : Number(text)
  if (!Number.isFinite(value)) return { value: 0, isWhole: true }
  return { value, isWhole: Number.isInteger(value) && !(typeof raw === 'string' && /[.e]/i.test(raw)) }
}

/** Digits that a double holds for certain: those after them are noise. */
const CERTAIN_DIGITS = 15
const withoutNoise = (value: number): number => Number(value.toPrecision(CERTAIN_DIGITS))

type Operation = (left: number, right: number, isWhole: boolean) => number

const binary =
  (operation: Operation) =>
  (left: unknown, right: unknown): number | Decimal => {
    const [a, b] = [operand(left), operand(right)]
    const isWhole = a.isWhole && b.isWhole
    const result = operation(a.value, b.value, isWhole)
    if (isWhole) return result
    const exact = withoutNoise(result)
    return Number.isInteger(exact) ? new Decimal(exact) : exact
  }

function divide(dividend: number, divisor: number, isWhole: boolean): number {
  if (divisor === 0) throw new Error('A number was divided by 0.')
  return isWhole ? Math.floor(dividend / divisor) : dividend / divisor
}

function modulo(dividend: number, divisor: number): number {
  if (divisor === 0) throw new Error('A number was divided by 0.')
  return ((dividend % divisor) + divisor) % divisor
}

/** Filters that take the place of liquidjs' own, by name. */
export const arithmetic: Readonly<Record<string, (left: unknown, right: unknown) => number | Decimal>> = {
  plus: binary((a, b) => a + b),
  minus: binary((a, b) => a - b),
  times: binary((a, b) => a * b),
  divided_by: binary(divide),
  modulo: binary(modulo),
}

/**
 * Lets `4.0` in a parsed template be a decimal: liquidjs keeps no more than the number 4 of it.
 * @param parsed templates or a value, as liquidjs parses them; changed in place
 */
export function keepDecimals(parsed: unknown): void {
  const seen = new Set<unknown>()
  const waiting: unknown[] = [parsed]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null || next instanceof Liquid || seen.has(next)) continue
    seen.add(next)
    if (isNumber(next)) {
      if (/\.0*$/.test(next.getText())) Object.assign(next, { content: new Decimal(Number(next.getText())) })
    } else waiting.push(...Object.values(next))
  }
}

const isNumber = (value: object): value is Token => 'kind' in value && value.kind === TokenKind.Number
