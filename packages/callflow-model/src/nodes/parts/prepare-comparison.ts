import type { Template } from '../../templates/template.ts'
import { TooMuchWork } from '../../templates/work.ts'
import { type StepCall, StepFailure } from '../contract/step-call.ts'
import type { PrepareTools } from '../contract/studio-step.ts'
import { compare, isPhoneNumber, type Operator, PatternTooCostly } from './compare.ts'

/** A comparison as it is stored, its left side apart. */
interface Compared {
  op: Operator
  right?: string | undefined
  ignoreCase?: boolean | undefined
}

/** @returns whether it holds in a call; throws `StepFailure` for a pattern that cannot be read */
export function prepareComparison(
  { op, right: written = '', ignoreCase = false }: Compared,
  left: Template,
  tools: PrepareTools,
): (call: StepCall) => boolean {
  const right = tools.template(written)
  const isPhone = isPhoneNumber(left) || isPhoneNumber(right)
  return (call) => {
    // Both sides first: a template that fails says so itself.
    const [a, b] = [call.text(left), call.text(right)]
    try {
      return compare(op, a, b, { ignoreCase, phoneLocale: isPhone ? call.locale : null, work: call.work })
    } catch (error) {
      if (error instanceof PatternTooCostly || error instanceof TooMuchWork)
        throw new StepFailure('value.too-long', error.message)
      throw new StepFailure('pattern', `The pattern ${call.text(right)} cannot be read.`)
    }
  }
}
