/** Loops of a call in which the caller does nothing. */
import type { Arrival, Explored } from './explore.ts'

export interface Loop {
  /** The first state of it that a call comes to. */
  head: Arrival
  /** The keys of its states, from the one after the head to the head itself. */
  keys: readonly string[]
}

/** At most so many are told apart. */
const MAX_LOOPS = 20

export function findLoops({ arrivals, links }: Pick<Explored, 'arrivals' | 'links'>): Loop[] {
  const byKey = new Map<string, Arrival>()
  for (const arrival of arrivals) if (!byKey.has(arrival.key)) byKey.set(arrival.key, arrival)
  const after = new Map<string, Set<string>>()
  for (const { from, key, turn } of links) {
    if (turn.isAct) continue
    const targets = after.get(from.key) ?? new Set()
    targets.add(key)
    after.set(from.key, targets)
  }
  const loops: Loop[] = []
  const seen = new Set<string>()
  for (const key of onLoops(after)) {
    const head = byKey.get(key)
    if (!head || seen.has(placeOf(head)) || loops.length >= MAX_LOOPS) continue
    const keys = shortestRound(key, after)
    if (!keys) continue
    // One loop a step: others through it are repaired with it, or found next time.
    const places = keys.map((each) => byKey.get(each)).map((arrival) => (arrival ? placeOf(arrival) : ''))
    if (places.some((place) => seen.has(place))) continue
    for (const place of places) seen.add(place)
    loops.push({ head, keys })
  }
  return loops
}

const placeOf = ({ state }: Arrival): string => state.node?.id ?? ''

/** What is left once everything is taken away that no link leads to, or that no link leaves; in the order of the links. */
function onLoops(after: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const incoming = new Map<string, number>()
  const before = new Map<string, string[]>()
  for (const [from, targets] of after)
    for (const to of targets) {
      incoming.set(to, (incoming.get(to) ?? 0) + 1)
      before.set(to, [...(before.get(to) ?? []), from])
    }
  const keys = new Set([...after.keys(), ...incoming.keys()])
  const outgoing = new Map([...keys].map((key) => [key, after.get(key)?.size ?? 0]))
  const gone = new Set<string>()
  const waiting = [...keys].filter((key) => !incoming.get(key) || !outgoing.get(key))
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (gone.has(key)) continue
    gone.add(key)
    for (const to of after.get(key) ?? []) {
      const left = (incoming.get(to) ?? 0) - 1
      incoming.set(to, left)
      if (left <= 0) waiting.push(to)
    }
    for (const from of before.get(key) ?? []) {
      const left = (outgoing.get(from) ?? 0) - 1
      outgoing.set(from, left)
      if (left <= 0) waiting.push(from)
    }
  }
  return [...keys].filter((key) => !gone.has(key))
}

/** @returns null for a state that only lies between loops */
function shortestRound(head: string, after: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const from = new Map<string, string | null>([[head, null]])
  const waiting = [head]
  for (let key = waiting.shift(); key !== undefined; key = waiting.shift())
    for (const to of after.get(key) ?? []) {
      if (to === head) {
        const keys = [head]
        for (let at: string | null = key; at !== null && at !== head; at = from.get(at) ?? null) keys.unshift(at)
        return keys
      }
      if (from.has(to)) continue
      from.set(to, key)
      waiting.push(to)
    }
  return null
}
