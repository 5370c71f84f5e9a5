/**
 * Which variables can still be read behind each node, so that a continuation seals only those (docs/design.md#tokens).
 */

import type { Slices } from '../slices.ts'
import type { ReadPath } from '../templates/template.ts'
import { type Bits, createUniverse, type NameSet } from './name-sets.ts'
import type { PreparedNode } from './prepared-flow.ts'

/** What may be read: any variable, or these. */
interface Live {
  any: boolean
  bits: Bits
}

/** Sets `live` and `liveBehind` of each node, in place; null stands for any variable. */
export function* findLiveVariables(nodes: ReadonlyMap<string, PreparedNode>, order: readonly string[]): Slices<void> {
  const universe = createUniverse(namesRead(nodes.values()))
  const backwards = [...order].reverse().flatMap((id) => nodes.get(id) ?? [])
  const found = new Map(
    backwards.map((node) => {
      const own = readVariables(node.reads)
      const live: Live = { any: own === null, bits: universe.of(own ?? []) }
      return [node, { behind: { any: false, bits: universe.empty() } as Live, live }]
    }),
  )
  /** @returns whether that changed anything */
  const join = (into: Live, from: Live): boolean => {
    const isNew = from.any && !into.any
    into.any ||= from.any
    return universe.addAll(into.bits, from.bits) || isNew
  }
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false
    for (const node of backwards) {
      const sets = found.get(node)
      if (!sets) continue
      yield
      for (const { target } of node.edges) {
        const there = found.get(target)
        if (there && join(sets.behind, there.live)) hasChanged = true
      }
      if (join(sets.live, sets.behind)) hasChanged = true
    }
  }
  const toNames = ({ any, bits }: Live): NameSet | null => (any ? null : universe.asSet(bits))
  for (const [node, { behind: after, live }] of found) {
    node.liveAfter = toNames(after)
    node.live = toNames(live)
  }
}

/** Names of variables that some step reads by name. */
export const namesRead = (nodes: Iterable<PreparedNode>): Set<string> => {
  const names = new Set<string>()
  for (const { reads } of nodes)
    for (const [root, name] of reads) if (root === 'vars' && name !== undefined) names.add(name)
  return names
}

/** @returns the names read below `vars`; null where all of them may be. */
function readVariables(reads: readonly ReadPath[]): ReadonlySet<string> | null {
  const names = new Set<string>()
  for (const [root, name] of reads) {
    if (root !== 'vars') continue
    if (name === undefined) return null
    names.add(name)
  }
  return names
}
