/**
 * Every state that a call can be in, found breadth first, so that each is reached by the fewest steps. What is worse than what
 * was seen at a place is looked at again; where variables take ever new values, they are taken to have any.
 */
import type { Proof } from '../api/index.ts'
import type { Slices } from '../slices.ts'
import { type CallState, placeKey, variablesKey, widen, widenAll } from './call-state.ts'
import type { Walker } from './next-states.ts'
import type { CallEnd, Following, Turn } from './turns.ts'

/** A state, and how a call came there. */
export interface Arrival {
  state: CallState
  from: Arrival | null
  turn: Turn | null
  key: string
  /** Names the visit of its step. */
  visit: string
}

export interface Explored {
  /** Each state in the order in which it was found. */
  arrivals: readonly Arrival[]
  /** Between keys of states; those that the caller does nothing for are what loops may be made of. */
  links: readonly { from: Arrival; key: string; turn: Turn }[]
  ends: readonly { from: Arrival; turn: Turn; end: CallEnd }[]
  /** Turns in which the caller waited longer than they should. */
  silences: readonly { from: Arrival; turn: Turn; silentMs: number }[]
  /** Why not all was looked at; null where all was. */
  cutOff: Proof['cutOff']
}

/** Turns that are looked at before the search gives up. */
const MAX_TURNS = 30_000
/** Different values of variables at a place, before any are taken to be possible. */
const MAX_VALUES = 3
/** States of other silence and tokens with the same values, before the worst of both is taken. */
const MAX_KEPT = 2

interface Place {
  /** By the values of its variables. */
  byVariables: Map<string, Kept[]>
  /** True of all that was found here. */
  widest: CallState | null
  /** Next time nothing is taken to be known of its variables. */
  isWide: boolean
}
type Kept = Pick<CallState, 'silentMs' | 'tokens' | 'askedMs'>

export function* explore(walker: Walker, maxSilenceMs: number): Slices<Explored> {
  const places = new Map<string, Place>()
  const arrivals: Arrival[] = []
  const links: { from: Arrival; key: string; turn: Turn }[] = []
  const ends: { from: Arrival; turn: Turn; end: CallEnd }[] = []
  const silences: { from: Arrival; turn: Turn; silentMs: number }[] = []
  const beyond = maxSilenceMs + 1
  let turns = 0

  /** @returns the key of the state; it is looked at unless one at least as bad was. */
  function arrive(found: CallState, from: Arrival | null, turn: Turn | null): string {
    const placed = placeKey(found)
    const place = places.get(placed) ?? { byVariables: new Map<string, Kept[]>(), widest: null, isWide: false }
    places.set(placed, place)
    let state = { ...found, silentMs: Math.min(found.silentMs, beyond) }
    let values = variablesKey(state)
    if (!place.byVariables.has(values) && place.byVariables.size >= MAX_VALUES) {
      state = place.isWide || !place.widest ? widenAll(state) : widen(state, place.widest)
      place.isWide = true
      place.widest = state
      values = variablesKey(state)
    } else place.widest ??= state
    const key = `${placed} ${values}`
    const kept = place.byVariables.get(values) ?? []
    place.byVariables.set(values, kept)
    if (kept.some((other) => isAsBad(other, state))) return key
    if (kept.length >= MAX_KEPT) {
      // The worst of all that was seen, so that this ends.
      state = {
        ...state,
        silentMs: Math.max(state.silentMs, ...kept.map(({ silentMs }) => silentMs)),
        tokens: Math.min(state.tokens, ...kept.map(({ tokens }) => tokens)),
        askedMs: Math.min(state.askedMs, ...kept.map(({ askedMs }) => askedMs)),
      }
    }
    kept.push(state)
    arrivals.push({ state, from, turn, key, visit: `${state.node?.id ?? ''}:${arrivals.length}` })
    return key
  }

  function take({ turn, silentMs, state, end }: Following, from: Arrival): void {
    if (silentMs > maxSilenceMs && from.state.silentMs <= maxSilenceMs) silences.push({ from, turn, silentMs })
    if (state) links.push({ from, key: arrive(state, from, turn), turn })
    else if (end) ends.push({ from, turn, end })
  }

  arrive(walker.first, null, null)
  for (let index = 0; index < arrivals.length; index++) {
    const from = arrivals[index]
    if (!from) break
    if (turns > MAX_TURNS) return { arrivals, links, ends, silences, cutOff: 'size' }
    for (const next of walker.following(from.state, from.visit)) {
      turns++
      take(next, from)
    }
    yield
  }
  return { arrivals, links, ends, silences, cutOff: walker.cutOff() }
}

/** Whether what may follow from one state may all follow from the other. */
const isAsBad = (one: Kept, other: Kept): boolean =>
  one.silentMs >= other.silentMs && one.tokens <= other.tokens && one.askedMs <= other.askedMs

/** The turns from the beginning of the call. */
export function turnsTo(arrival: Arrival, ...further: readonly (Turn | null)[]): Turn[] {
  const turns: Turn[] = []
  for (let at: Arrival | null = arrival; at; at = at.from) if (at.turn) turns.push(at.turn)
  return [...turns.reverse(), ...further.filter((turn) => turn !== null)]
}
