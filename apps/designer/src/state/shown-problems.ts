import type { Diagnostic } from '@callflow-studio/model'
import type { Validation } from '@callflow-studio/model/api'

/** Everything that there is to say of the document: what is wrong, then what callers suffer, silenced or not. */
export const allProblems = ({
  diagnostics,
  advice = [],
}: Pick<Validation, 'diagnostics' | 'advice'>): readonly Diagnostic[] =>
  advice.length === 0 ? diagnostics : [...diagnostics, ...advice]

export const isSilenced = ({ silenced }: Pick<Diagnostic, 'silenced'>): boolean => silenced !== undefined
