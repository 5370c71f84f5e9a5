/** What the server found, as it stands on the cards. */
import type { Diagnostic } from '@callflow-studio/model'
import type { Cut, Validation } from '@callflow-studio/model/api'

export interface Badge {
  severity: 'error' | 'warning'
  /** Errors and warnings together; hints are not counted. */
  count: number
  errors: number
  warnings: number
  /** The worst problem in a few words, in the summary's place. */
  short: string | null
  isUnreachable: boolean
}

/** @returns one badge for each step that has a problem, by its id */
export function badgesOf(diagnostics: readonly Diagnostic[]): Record<string, Badge> {
  const badges: Record<string, Badge> = {}
  for (const { severity, nodeId, code, short } of diagnostics) {
    if (nodeId === null || severity === 'info') continue
    const badge = badges[nodeId] ?? {
      severity: 'warning',
      count: 0,
      errors: 0,
      warnings: 0,
      short: null,
      isUnreachable: false,
    }
    badges[nodeId] = badge
    badge.count += 1
    if (severity === 'error') {
      if (badge.errors === 0) badge.short = null
      badge.severity = 'error'
      badge.errors += 1
    } else badge.warnings += 1
    if (severity === badge.severity) badge.short ??= short ?? null
    if (code === 'node.unreachable') badge.isUnreachable = true
  }
  return badges
}

/** @returns why KAZOO asks again, by edge id; steps that ask by themselves have no mark on an edge */
export function cutsByEdge(cuts: Validation['cuts']): Record<string, Cut['reason']> {
  return Object.fromEntries(cuts.flatMap(({ edgeId, reason }) => (edgeId === null ? [] : [[edgeId, reason]])))
}
