/** Who makes a change. */
export type Actor =
  | { kind: 'administrator' }
  /** The studio itself: examples and clean-up. */
  | { kind: 'system' }
  /** A call that sets a switch. */
  | { kind: 'call' }

export const ADMINISTRATOR: Actor = { kind: 'administrator' }
export const SYSTEM: Actor = { kind: 'system' }
export const CALL_ACTOR: Actor = { kind: 'call' }

/** As it is stored. */
export const toActorText = ({ kind }: Actor): string => kind
