/**
 * What has happened in an answer before a step, and why KAZOO therefore has to ask again there (docs/design.md#cuts).
 */
import { changedRead } from './facts.ts'
import type { CutReason, PreparedEdge, PreparedNode } from './prepared-flow.ts'

/** What may have happened since the last request. */
export interface Before {
  hasEmitted: boolean
  changed: ReadonlySet<string>
  lasted: number
}

export const NOTHING_BEFORE: Before = { hasEmitted: false, changed: new Set(), lasted: 0 }
/** After a flow that is not known. */
export const ANYTHING_BEFORE: Before = { hasEmitted: true, changed: new Set(['*']), lasted: 2 }

/** @returns why KAZOO has to send a new request on a path after a KAZOO step; null where it need not. */
export function reasonToCut(edge: PreparedEdge, before: Before): CutReason | null {
  if (edge.cut) return edge.cut
  const { target } = edge
  if (target.looksUp) return 'look-up'
  if (target.writes) return 'write'
  const fact = changedRead(target.reads, [...before.changed])
  if (fact) return fact.startsWith('digits') ? 'digits' : 'facts'
  return target.readsClock && before.lasted === 2 ? 'clock' : null
}

export const withModule = (before: Before, node: PreparedNode): Before => ({
  hasEmitted: true,
  changed: node.changes.length === 0 ? before.changed : new Set([...before.changed, ...node.changes]),
  lasted: Math.max(before.lasted, node.lasts),
})

export const either = (one: Before, other: Before): Before => ({
  hasEmitted: one.hasEmitted || other.hasEmitted,
  changed: other.changed.size === 0 ? one.changed : new Set([...one.changed, ...other.changed]),
  lasted: Math.max(one.lasted, other.lasted),
})
