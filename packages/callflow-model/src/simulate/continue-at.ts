/**
 * Which module runs after another: children (R2, R3), the stack (R6, R7), and the end of the call.
 * @source docs/kazoo/semantics.md
 */
import type { SimulatedEnding, SimulatedExit } from '../nodes/contract/simulation.ts'
import { followTrace } from './follow-trace.ts'
import { ended, type Next, type SimulationInput, titleIn } from './next.ts'
import { childOf, nodeIdOf, type Place, placeInKazoo } from './place.ts'
import { type LineStep, recordEvent, type SimulatedLeg } from './simulated-leg.ts'

/** KAZOO's own limit (R7). */
const MAX_BRANCHES = 50

/** R2, R3: the child of that key, else `_`, else stop. */
export function continueAt(leg: SimulatedLeg, input: SimulationInput, place: Place, wanted: string): Next {
  const key = childOf(place, wanted) ? wanted : '_'
  if (!childOf(place, key)) return stop(leg, input, 'The call ends: nothing follows here.')
  markStep(leg, { key })
  return enter(leg, input, place, key)
}

function enter(leg: SimulatedLeg, input: SimulationInput, place: Place, key: string): Next {
  const child = childOf(place, key)
  if (!child) return stop(leg, input, 'The call ends: nothing follows here.')
  const nodeId = nodeIdOf(place)
  const last = leg.events.findLast((event) => event.nodeId !== null || event.kind === 'request')
  const trace = followTrace(leg, place.reply, place.trace, key, (id) => titleIn(input, id, id))
  // The modules of one question belong to one step: no exit is taken between them.
  const isLeft = trace !== place.trace || nodeIdOf(child) !== nodeId
  if (isLeft && last && last.nodeId === nodeId && nodeId !== null) last.port = key
  return { kind: 'run', place: { ...child, trace } }
}

/** R6: the flow that waits runs, else the call is hung up. After a SIP answer nothing is heard of it. */
export function stop(leg: SimulatedLeg, input: SimulationInput, why: string, ending?: SimulatedEnding): Next {
  const waiting = leg.stack.pop()
  if (ending && 'sipCode' in ending) {
    const next = waiting && childOf(waiting, '_')
    if (next) leg.steps.push({ module: next.module.module, key: null })
    return ended(why, 'response', ending)
  }
  return waiting ? enter(leg, input, waiting, '_') : ended(why, 'hang-up', ending)
}

/** R6. */
export function hardStop(leg: SimulatedLeg, why: string, ending?: SimulatedEnding): Next {
  leg.stack = []
  return ended(why, ending && 'sipCode' in ending ? 'response' : 'hang-up', ending)
}

/**
 * R7: the module's own `_` waits until the other flow stops. In a preview that flow lies in KAZOO and cannot be looked
 * into, so it stops at once.
 */
export function branch(
  leg: SimulatedLeg,
  input: SimulationInput,
  place: Place,
  { why, flow, replaces = false }: Extract<SimulatedExit, { kind: 'branch' }>,
): Next {
  recordEvent(leg, 'note', nodeIdOf(place), { text: why })
  if (replaces) leg.stack = []
  else {
    if (++leg.branches > MAX_BRANCHES) return ended(`KAZOO ends the call: more than ${MAX_BRANCHES} callflows.`)
    markStep(leg, { fate: 'jumped' })
    if (childOf(place, '_')) leg.stack.push(place)
  }
  if (flow) return { kind: 'run', place: placeInKazoo(flow) }
  return stop(leg, input, 'The call ends: that callflow has ended, and nothing follows here.')
}

/** What came of the module that ran last. */
export function markStep(leg: SimulatedLeg, what: Partial<LineStep>): void {
  const step = leg.steps.at(-1)
  if (step) Object.assign(step, what)
}
