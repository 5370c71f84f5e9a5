/**
 * Which variables can still be read after each node, so that a continuation seals only those (docs/design.md#tokens).
 */
import type { Slices } from '../slices.ts'
import type { ReadPath } from '../templates/template.ts'
import type { Graph } from './graph.ts'
import { type Bits, createUniverse, type NameSet } from './name-sets.ts'
import type { PreparedStep } from './prepared-flow.ts'

/** What may be read: any variable, or these. */
interface Live {
  any: boolean
  bits: Bits
}

/** What may still be read at a node, and after it; null stands for any variable. */
export interface LiveNames {
  live: NameSet | null
  liveAfter: NameSet | null
}

/** Finds the variables that can still be read at each node. */
export function* findLiveVariables(
  { order, edgesFrom }: Graph,
  nodes: ReadonlyMap<string, PreparedStep>,
): Slices<ReadonlyMap<string, LiveNames>> {
  const universe = createUniverse(namesRead(nodes.values()))
  const found = new Map(
    [...order].reverse().flatMap((id) => {
      const node = nodes.get(id)
      if (!node) return []
      const own = readVariables(node.reads)
      const live: Live = { any: own === null, bits: universe.of(own ?? []) }
      return [[id, { after: { any: false, bits: universe.empty() } as Live, live }]]
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
    for (const [id, { after, live }] of found) {
      yield
      for (const { target } of edgesFrom.get(id) ?? []) {
        const there = found.get(target)
        if (there && join(after, there.live)) hasChanged = true
      }
      if (join(live, after)) hasChanged = true
    }
  }
  const toNames = ({ any, bits }: Live): NameSet | null => (any ? null : universe.asSet(bits))
  return new Map([...found].map(([id, { after, live }]) => [id, { live: toNames(live), liveAfter: toNames(after) }]))
}

/** Names of variables that some step reads by name. */
export const namesRead = (nodes: Iterable<PreparedStep>): Set<string> => {
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
