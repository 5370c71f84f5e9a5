/** The list of problems: what is shown, and in which order. */
import type { Diagnostic } from '@callflow-studio/model'
import { isSilenced } from '../state/shown-problems.ts'

export type ProblemFilter = 'all' | 'errors' | 'warnings' | 'silenced'

/** Errors first, then warnings, then hints, each in the order in which the server found them. Those that are silenced have a list of their own. */
export function problemsShown(diagnostics: readonly Diagnostic[], filter: ProblemFilter): readonly Diagnostic[] {
  return diagnostics
    .filter((each) => isSilenced(each) === (filter === 'silenced'))
    .filter(
      ({ severity }) => filter === 'all' || filter === 'silenced' || (severity === 'error') === (filter === 'errors'),
    )
    .toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
}

const WEIGHT: Record<Diagnostic['severity'], number> = { error: 0, warning: 1, info: 2 }

export function countProblems(diagnostics: readonly Diagnostic[]): { errors: number; warnings: number } {
  const own = diagnostics.filter((each) => !isSilenced(each))
  const errors = own.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: own.length - errors }
}
