/**
 * Who rings when in a group, as a picture needs it. Members of an "in turn" or "at random" group wait for the ones before
 * them; the group's own time ends everything. @source callflows.ring_group; docs/kazoo/semantics.md#ringing-modules
 */
import { isPlainObject } from '../form/field-value.ts'

export interface RingSpan {
  /** Seconds after the group begins to ring. */
  fromS: number
  toS: number
  /** The group's time is over before it would ring. */
  isTooLate: boolean
}

export interface RingPicture {
  /** One a member, in order; null where its times are known in the call only. */
  spans: readonly (RingSpan | null)[]
  /** Seconds of one round; null where they are known in the call only. */
  roundS: number | null
  /** All rounds together. */
  totalS: number | null
}

export interface RingPlan {
  members: readonly unknown[]
  timeout: unknown
  repeats: unknown
  /** One after another; left alone, all at once. */
  isInTurn: boolean
  /** A member's own ringing time where it says none. */
  memberRingsForS: number
}

export function ringPicture({ members, timeout, repeats, isInTurn, memberRingsForS }: RingPlan): RingPicture {
  const limitS = secondsOf(timeout)
  const rounds = secondsOf(repeats)
  const spans: (RingSpan | null)[] = []
  let startS: number | null = 0
  for (const member of members) {
    const held: Record<string, unknown> = isPlainObject(member) ? member : {}
    const delayS = secondsOf(held.delay ?? 0)
    const ringsS = secondsOf(held.timeout ?? memberRingsForS)
    if (startS === null || delayS === null || ringsS === null || limitS === null) {
      spans.push(null)
      if (isInTurn) startS = null
      continue
    }
    const fromS: number = startS + delayS
    const endS: number = fromS + ringsS
    spans.push({ fromS: Math.min(fromS, limitS), toS: Math.min(endS, limitS), isTooLate: fromS >= limitS })
    if (isInTurn) startS = endS
  }
  const roundS = spans.includes(null) ? null : Math.max(0, ...spans.map((span) => span?.toS ?? 0))
  return { spans, roundS, totalS: roundS === null || rounds === null ? null : roundS * rounds }
}

/** Null for a value of the call, and for what is no time at all. */
const secondsOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null
