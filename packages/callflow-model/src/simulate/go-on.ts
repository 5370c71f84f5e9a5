/**
 * Which module runs after another: children (R2, R3), the stack (R6, R7), and the end of the call.
 * @source docs/kazoo/semantics.md
 */
import type { SimulatedEnding, SimulatedExit } from '../nodes/contract/simulation.ts'
import { followTrace } from './follow-trace.ts'
import { ended, type Next, type SimulationInput, titleIn } from './next.ts'
import { childOf, nodeIdOf, type Place, placeInKazoo } from './place.ts'
import { happens, type Line, type LineStep } from './simulated-line.ts'

/** KAZOO's own limit (R7). */
const MAX_BRANCHES = 50

/** R2, R3: the child of that key, else `_`, else stop. */
export function goOn(line: Line, input: SimulationInput, place: Place, wanted: string): Next {
  const key = childOf(place, wanted) ? wanted : '_'
  if (!childOf(place, key)) return stop(line, input, 'The call ends: nothing follows here.')
  markStep(line, { key })
  return enter(line, input, place, key)
}

function enter(line: Line, input: SimulationInput, place: Place, key: string): Next {
  const child = childOf(place, key)
  if (!child) return stop(line, input, 'The call ends: nothing follows here.')
  const nodeId = nodeIdOf(place)
  const last = line.events.findLast((event) => event.nodeId !== null || event.kind === 'request')
  const trace = followTrace(line, place.reply, place.trace, key, (id) => titleIn(input, id, id))
  // The modules of one question belong to one step: no exit is taken between them.
  const isLeft = trace !== place.trace || nodeIdOf(child) !== nodeId
  if (isLeft && last && last.nodeId === nodeId && nodeId !== null) last.port = key
  return { kind: 'run', place: { ...child, trace } }
}

/** R6: the flow that waits runs, else the call is hung up. After a SIP answer nothing is heard of it. */
export function stop(line: Line, input: SimulationInput, why: string, ending?: SimulatedEnding): Next {
  const waiting = line.stack.pop()
  if (ending && 'sipCode' in ending) {
    const next = waiting && childOf(waiting, '_')
    if (next) line.steps.push({ module: next.module.module, key: null })
    return ended(why, 'response', ending)
  }
  return waiting ? enter(line, input, waiting, '_') : ended(why, 'hang-up', ending)
}

/** R6. */
export function hardStop(line: Line, why: string, ending?: SimulatedEnding): Next {
  line.stack = []
  return ended(why, ending && 'sipCode' in ending ? 'response' : 'hang-up', ending)
}

/**
 * R7: the module's own `_` waits until the other flow stops. In a preview that flow lies in KAZOO and cannot be looked
 * into, so it stops at once.
 */
export function branch(
  line: Line,
  input: SimulationInput,
  place: Place,
  { why, flow, replaces = false }: Extract<SimulatedExit, { kind: 'branch' }>,
): Next {
  happens(line, 'note', nodeIdOf(place), { text: why })
  if (replaces) line.stack = []
  else {
    if (++line.branches > MAX_BRANCHES) return ended(`KAZOO ends the call: more than ${MAX_BRANCHES} callflows.`)
    markStep(line, { fate: 'jumped' })
    if (childOf(place, '_')) line.stack.push(place)
  }
  if (flow) return { kind: 'run', place: placeInKazoo(flow) }
  return stop(line, input, 'The call ends: that callflow has ended, and nothing follows here.')
}

/** What came of the module that ran last. */
export function markStep(line: Line, what: Partial<LineStep>): void {
  const step = line.steps.at(-1)
  if (step) Object.assign(step, what)
}
