/** The list of problems: what is shown, and in which order. */
import type { Diagnostic } from '@callflow-studio/model'

export type ProblemFilter = 'all' | 'errors' | 'warnings'

/** Errors first, then warnings, then hints, each in the order in which the server found them. */
export function problemsShown(diagnostics: readonly Diagnostic[], filter: ProblemFilter): readonly Diagnostic[] {
  return diagnostics
    .filter(({ severity }) => filter === 'all' || (severity === 'error') === (filter === 'errors'))
    .toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
}

const WEIGHT: Record<Diagnostic['severity'], number> = { error: 0, warning: 1, info: 2 }

export function countProblems(diagnostics: readonly Diagnostic[]): { errors: number; warnings: number } {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: diagnostics.length - errors }
}
