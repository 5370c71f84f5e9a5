/** What a supervisor can set a switch to: `automatic` leaves it to the hours. */
export const SWITCH_STATES = ['automatic', 'open', 'closed'] as const
export type SwitchState = (typeof SWITCH_STATES)[number]

/** A switch that a call sets. */
export interface SwitchWrite {
  /** The switch's id. */
  id: string
  state: SwitchState
  /** When it is automatic again, in milliseconds since 1970; null: when somebody changes it. */
  until: number | null
  /** The flow that sets it. */
  flowId: string
  /** The caller's number; empty where it is not known. */
  caller: string
}

export type SwitchWritten =
  /** @param isPretended in a preview: the switch itself stays as it is */
  | { kind: 'set'; name: string; isPretended: boolean }
  | { kind: 'error'; code: 'switch.missing' | 'switch.failed'; message: string }
