/** The list of problems: what is shown, in which order, and the edit that mends it. */
import {
  type Command,
  connect,
  type Diagnostic,
  deleteNodes,
  KAZOO_PROFILES,
  setField,
  setSettings,
} from '@callflow-studio/model'

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

/** A problem's fix as an edit; null where there is none. */
export function fixCommand(diagnostic: Diagnostic): Command | null {
  const { fix } = diagnostic
  switch (fix?.kind) {
    case 'connect':
      return connect({ nodeId: fix.source, port: fix.port }, fix.target)
    case 'delete-node':
      return deleteNodes([fix.nodeId], { heal: false })
    case 'set-field':
      return setField(fix.nodeId, fix.field, fix.value)
    case 'set-setting': {
      const kazoo = KAZOO_PROFILES.find((profile) => profile === fix.value)
      return kazoo ? setSettings({ kazoo }) : null
    }
    default:
      return null
  }
}
