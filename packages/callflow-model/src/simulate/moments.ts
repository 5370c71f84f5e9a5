/** What the caller does at moments at which no module waits: while something is played, in a pause, during a request. */
import type { Moment, SimulatedCaller, SimulationInput } from './next.ts'
import { recordEvent, type SimulatedLeg } from './simulated-leg.ts'

/**
 * Keys pressed while a prompt plays stop it (docs/kazoo/semantics.md#v1).
 * @param names what is heard, in words and as KAZOO calls it
 * @returns the keys; a caller who hangs up meanwhile sets `isGone` on the line
 */
export function keysDuring(leg: SimulatedLeg, names: readonly string[], nodeId: string | null): string {
  let keys = ''
  for (let action = leg.does[0]; action; action = leg.does[0]) {
    if (!('during' in action) || action.during === undefined) break
    const { during } = action
    if (!names.some((name) => name.includes(during))) break
    leg.does.shift()
    if ('hangup' in action) {
      leg.isGone = true
      break
    }
    recordEvent(leg, 'caller', nodeId, { text: action.digits })
    keys += action.digits
  }
  return keys
}

/** A pause: keys pressed in it, and then a wait, are lost; waits run on. Hanging up after a wait ends the call there. */
export function passTime(leg: SimulatedLeg, durationMs: number): void {
  leg.atMs += durationMs
  let leftMs = durationMs
  while (leftMs > 0) {
    const [action, next] = leg.does
    if (action && 'waitMs' in action) {
      if (action.waitMs > leftMs) {
        leg.does[0] = { waitMs: action.waitMs - leftMs }
        return
      }
      leftMs -= action.waitMs
      leg.does.shift()
      if (next && 'hangup' in next && next.during === undefined) {
        leg.isGone = true
        return
      }
    } else if (action && 'digits' in action && action.during === undefined && next && 'waitMs' in next) leg.does.shift()
    else return
  }
}

/**
 * Time passes for a caller who decides while the call runs.
 * @param endsAtKey a key stops what is played
 * @returns the keys pressed meanwhile; a caller who hangs up sets `isGone` on the line
 */
export function passMoment(
  leg: SimulatedLeg,
  { caller }: Pick<SimulationInput, 'caller'>,
  { nodeId, isHeard, durationMs, endsAtKey }: Moment & { endsAtKey: boolean },
): string {
  let leftMs = durationMs
  let keys = ''
  while (caller) {
    const act = caller.during(leg, { nodeId, isHeard, durationMs: leftMs })
    if (!act) break
    leg.atMs += act.afterMs
    leftMs -= act.afterMs
    leg.given += 1
    if ('hangup' in act.does) {
      leg.isGone = true
      return keys
    }
    recordEvent(leg, 'caller', nodeId, { text: act.does.digits })
    keys += act.does.digits
    if (endsAtKey) return keys
  }
  leg.atMs += leftMs
  return keys
}

/** Nobody acts within so short a request. */
const QUICK_MS = 400

/**
 * A request is under way: keys are lost. Where KAZOO waits for the end of its own time, each begins that time again.
 * @param restartsMs how long KAZOO then waits from the key on; null where a key changes nothing
 * @returns false where the caller hangs up meanwhile
 */
export function waitDuringRequest(
  leg: SimulatedLeg,
  { caller }: Pick<SimulationInput, 'caller'>,
  durationMs: number,
  restartsMs: number | null,
): boolean {
  const beganMs = leg.atMs
  let endMs = beganMs + durationMs
  while (durationMs >= QUICK_MS) {
    const act = listedAct(leg, endMs) ?? decidedAct(leg, caller, endMs)
    if (!act) break
    leg.atMs += act.afterMs
    if ('hangup' in act.does) return false
    if (restartsMs !== null) endMs = leg.atMs + restartsMs
  }
  leg.atMs = endMs
  return true
}

type Act = ReturnType<SimulatedCaller['during']>

function listedAct({ does, atMs }: SimulatedLeg, endMs: number): Act {
  const afterMs = does[0] && 'waitMs' in does[0] ? does[0].waitMs : 0
  const action = does[afterMs > 0 ? 1 : 0]
  if (!action || !('during' in action) || action.during !== 'request' || atMs + afterMs > endMs) return null
  does.splice(0, afterMs > 0 ? 2 : 1)
  return { afterMs, does: action }
}

function decidedAct(leg: SimulatedLeg, caller: SimulatedCaller | undefined, endMs: number): Act {
  const durationMs = endMs - leg.atMs
  const act = caller?.duringRequest?.(leg, { nodeId: null, isHeard: false, durationMs }) ?? null
  if (!act) return null
  leg.given += 1
  if ('digits' in act.does) {
    recordEvent(leg, 'caller', null, { text: act.does.digits })
    recordEvent(leg, 'note', null, { text: 'KAZOO takes no key during a request' })
  }
  return act
}

/** A pause in which the caller may hang up. */
export function pauseFor(leg: SimulatedLeg, input: SimulationInput, nodeId: string | null, durationMs: number): void {
  if (input.caller && leg.does.length === 0) {
    passMoment(leg, input, { nodeId, isHeard: false, durationMs, endsAtKey: false })
    return
  }
  passTime(leg, durationMs)
  const [action] = leg.does
  if (durationMs < QUICK_MS || !action || !('hangup' in action) || action.during !== undefined) return
  leg.does.shift()
  leg.isGone = true
}
