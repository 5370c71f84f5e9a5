/**
 * What KAZOO's TwiML interpreter keeps of a call from verb to verb and from request to request.
 * @source kzt_util.erl, kzt_translator.erl
 */

import type { PivotTarget } from '../nodes/contract/simulation.ts'
import type { Ended } from './next.ts'

export interface TwimlState {
  /** How KAZOO asked last, and where: an `action` that is missing asks there again. */
  target: PivotTarget | null
  /** A TwiML answer was taken: what fails from here on has no fallback. */
  isRunning: boolean
  /** Keys since the last request; undefined where no collection was begun, which an empty `Gather` stumbles over. */
  collected: string | undefined
  /** What ended a recording: it takes the place of collected keys in all later requests. */
  recordingEnd: string | undefined
  callStatus: string | undefined
  dialStatus: string | undefined
  dialLeg: string | undefined
  recordingUrl: string | undefined
  recordingSeconds: number | undefined
  /** Set with `Set`; what requests carried at that time is kept beside it. */
  variables: ReadonlyMap<string, unknown>
  /** The caller has gone, but KAZOO still makes a request. */
  gone: Ended | null
}

export const createTwimlState = (): TwimlState => ({
  target: null,
  isRunning: false,
  collected: undefined,
  recordingEnd: undefined,
  callStatus: undefined,
  dialStatus: undefined,
  dialLeg: undefined,
  recordingUrl: undefined,
  recordingSeconds: undefined,
  variables: new Map(),
  gone: null,
})

/** Returns what requests carry beside the facts of the call; those come first where names are the same. */
export function requestVariables(state: TwimlState): Map<string, unknown> {
  const variables = new Map(state.variables)
  const now: Record<string, unknown> = {
    Digits: state.collected,
    RecordingUrl: state.recordingUrl,
    RecordingDuration: state.recordingSeconds,
    DialCallStatus: state.dialStatus,
    DialCallSid: state.dialLeg,
    CallStatus: state.callStatus,
  }
  for (const [name, value] of Object.entries(now)) if (value !== undefined) variables.set(name, value)
  return variables
}

/** Sets a variable. One that KAZOO cannot keep changes nothing. */
export function setTwimlVariable(state: TwimlState, name: string, value: string | undefined): void {
  state.variables = requestVariables(state)
  if (value !== undefined) state.variables = new Map(state.variables).set(name, value)
}

/** Keys pressed while something plays count for the next request. */
export function collect(state: TwimlState, keys: string): void {
  if (keys !== '') state.collected = (state.collected ?? '') + keys
}
