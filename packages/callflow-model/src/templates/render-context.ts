import { Context, type Liquid } from 'liquidjs'
import type { Scope } from './scope.ts'
import { checkTimeLeft } from './time-left.ts'
import { WORK, Work } from './work.ts'

/** A tag, a value or a piece of text between them. */
const UNITS_A_PART = 30

/**
 * What Liquid renders in: the values of a scope, and limits that all texts of an answer share.
 * @param values what templates see; some tags write into it
 * @throws Error once the time of the answer is up
 */
export function createContext(liquid: Liquid, scope: Scope, values: object = scope): Context {
  checkTimeLeft(scope)
  const work = scope[WORK] ?? new Work()
  // Liquid asks before each part of a template.
  const check = (): void => {
    checkTimeLeft(scope)
    work.use(UNITS_A_PART)
  }
  const use = (units: number): void => work.use(units)
  const limits = { memoryLimit: { use, check: use }, renderLimit: { use, check } }
  return new Context(values, liquid.options, { sync: true }, { liquid, ...(limits as unknown as Limits) })
}

type Limits = Pick<Context, 'memoryLimit' | 'renderLimit'>
