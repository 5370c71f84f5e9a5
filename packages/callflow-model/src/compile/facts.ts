/** Does a step read what a KAZOO step before it may have changed? (docs/design.md#cuts, changed facts) */
import type { Fact } from '../nodes/contract/kazoo-step.ts'
import type { ReadPath } from '../templates/template.ts'

/** Kept in the studio; no KAZOO step changes them. */
const OUR_OWN = new Set(['vars', 'now', 'secrets', 'studio'])

/** @returns the first changed fact that is read; null if none is. */
export function changedRead(reads: readonly ReadPath[], changed: readonly Fact[]): Fact | null {
  if (changed.length === 0) return null
  for (const path of reads) {
    const root = path[0] ?? ''
    if (OUR_OWN.has(root)) continue
    for (const fact of changed) if (touches(path, root, fact)) return fact
  }
  return null
}

/** A fact is a root with at most one name after it; the name itself may hold dots. */
function touches(path: ReadPath, root: string, fact: Fact): boolean {
  if (fact === '*' || root === 'request') return true
  const dot = fact.indexOf('.')
  if (dot === -1) return root === fact
  return root === fact.slice(0, dot) && (path[1] === undefined || path[1] === fact.slice(dot + 1))
}
