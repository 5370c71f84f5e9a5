import type { Diagnostic } from '@callflow-studio/model'
import type { FieldNote } from './FieldFrame.tsx'
import { fieldProblem } from './field-problem.ts'
import type { FormField } from './form-fields.ts'
import { useStep } from './step-context.ts'

/** The worst problem that the server found at one of these paths. */
export function useNoteAt(...paths: readonly string[]): FieldNote | null {
  const { diagnostics } = useStep()
  return worstOf(diagnostics.filter(({ field }) => field !== null && paths.includes(field)))
}

/**
 * What is wrong with a field: the instant check first, since it knows what was typed just now, then the server's.
 * @param claimed paths inside the field that show their problems themselves
 */
export function useFieldNote(
  field: FormField,
  path: string,
  value: unknown,
  claimed?: (path: string) => boolean,
): FieldNote | null {
  const { diagnostics } = useStep()
  const found = worstOf(
    diagnostics.filter(({ field: at }) => at === path || (at?.startsWith(`${path}.`) && !claimed?.(at))),
  )
  const problem = value === undefined && field.isOptional ? null : fieldProblem(field, value)
  if (!problem || claimed) return found
  // The server's words know the step; the instant check's are for the moment before it has looked.
  return found?.severity === 'error' ? found : { severity: 'error', message: problem }
}

const WEIGHT = { error: 0, warning: 1, info: 2 } as const

const worstOf = (diagnostics: readonly Diagnostic[]): FieldNote | null =>
  diagnostics.toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])[0] ?? null
