/**
 * Which variables can still be read behind each node, so that a continuation seals only those (design 4).
 */

import type { ReadPath } from '../templates/template.ts'
import type { PreparedNode } from './prepared-flow.ts'

/** Sets `live` and `liveBehind` of each node, in place; null stands for any variable. */
export function findLiveVariables(nodes: ReadonlyMap<string, PreparedNode>, order: readonly string[]): void {
  const backwards = [...order].reverse().flatMap((id) => nodes.get(id) ?? [])
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false
    for (const node of backwards) {
      const behind = union(node.ways.map((way) => way.target.live))
      const live = union([behind, readVariables(node.reads)])
      if (sizeOf(live) !== sizeOf(node.live)) hasChanged = true
      node.liveBehind = behind
      node.live = live
    }
  }
}

/** @returns the names read below `vars`; null where all of them may be. */
export function readVariables(reads: readonly ReadPath[]): ReadonlySet<string> | null {
  const names = new Set<string>()
  for (const [root, name] of reads) {
    if (root !== 'vars') continue
    if (name === undefined) return null
    names.add(name)
  }
  return names
}

function union(sets: readonly (ReadonlySet<string> | null)[]): ReadonlySet<string> | null {
  const all = new Set<string>()
  for (const set of sets) {
    if (set === null) return null
    for (const name of set) all.add(name)
  }
  return all
}

const sizeOf = (set: ReadonlySet<string> | null): number => set?.size ?? Number.POSITIVE_INFINITY
