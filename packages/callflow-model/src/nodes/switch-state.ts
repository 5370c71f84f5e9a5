/** What a supervisor can set a switch to: `automatic` leaves it to the hours. */
export const SWITCH_STATES = ['automatic', 'open', 'closed'] as const
export type SwitchState = (typeof SWITCH_STATES)[number]
