/** One module of an answer, as KAZOO's executor runs it (R1 to R13). @source docs/kazoo/semantics.md */
import { lastsOf } from '../compile/prepare-node.ts'
import type { CallerAction, PendingInput, SimulatedExit } from '../nodes/contract/simulation.ts'
import { fragmentModules } from '../nodes/fragment-modules.ts'
import { moduleNamed } from '../nodes/kazoo/kazoo-module.ts'
import { kazooSteps } from '../nodes/kazoo-steps.ts'
import { askPivot } from './ask-pivot.ts'
import { nextAction } from './caller-actions.ts'
import { branch, continueAt, hardStop, markStep, stop } from './continue-at.ts'
import { beginsModule, takesExit, waitsFor } from './experience.ts'
import { ended, type Next, type SimulationInput, titleIn } from './next.ts'
import { childKeysOf, childOf, isDrawn, nodeIdOf, type Place } from './place.ts'
import { callFor } from './simulated-call.ts'
import { consumeRateTokens, recordEvent, type SimulatedLeg } from './simulated-leg.ts'
import { noteGathered } from './value-log.ts'

const MAX_MODULES = 5000
const stepByModule = new Map(kazooSteps.map((step) => [step.type, step]))

export async function runModule(leg: SimulatedLeg, input: SimulationInput, place: Place): Promise<Next> {
  if (++leg.modules > MAX_MODULES) return ended('The preview ends: the call runs on and on.', 'too-long')
  if (leg.later && leg.modules >= leg.later.atModule) {
    Object.assign(leg.facts, leg.later.facts)
    leg.later = null
  }
  if (!consumeRateTokens(leg)) return ended('KAZOO ends the call: more than some 20 quick steps in a row.') // R13
  const nodeId = nodeIdOf(place)
  const seen = leg.events.length
  const { module, data = {} } = place.module
  leg.steps.push({ module, key: null })
  beginsModule(leg.experience)
  const step = isMissing(module, input) ? undefined : (stepByModule.get(module) ?? trusted(module, input))
  const title = titleIn(input, nodeId, step?.title ?? module)
  let exit: SimulatedExit
  if (!step || data.skip_module === true) {
    markStep(leg, { fate: 'skipped' })
    exit = { kind: 'continue' } // R8
  } else {
    const takesKeys = step.changes(data).includes('digits.default')
    const call = callFor(leg, input, nodeId, title, {
      childKeys: childKeysOf(place),
      mayAsk: !isDrawn(place),
      takesKeys,
    })
    const running = step.simulate(data, call)
    const lasts = lastsOf(step, data) !== 'instant'
    const done = 'kind' in running ? { exit: running } : drive(leg, input, running, nodeId, lasts)
    if ('kind' in done) return done
    noteGathered(leg, nodeId)
    if (leg.isGone) return hangsUp(leg, nodeId)
    exit = done.exit
  }
  // A step without a word must still be seen on the path of the call; a continuation is no step, and a question that was
  // answered ahead is told with its decision.
  const isQuestion = place.reply.nodes[place.trace]?.kind === 'asks'
  if (leg.events.length === seen && exit.kind !== 'pivot' && nodeId !== null && !isQuestion)
    recordEvent(leg, 'step', nodeId, { text: title })
  return takeExit(leg, input, place, exit)
}

/** A module that somebody drew without the studio knowing it; fragments of schemas pass KAZOO's check, and nothing runs them. */
const trusted = (module: string, { trustsUnknownModules = false }: SimulationInput) =>
  trustsUnknownModules && !fragmentModules.has(module) ? moduleNamed(module) : undefined

/** Queues are an application of its own; an account whose documents are known runs on a cluster without it. */
const isMissing = (module: string, { account }: SimulationInput): boolean =>
  account !== undefined && module.startsWith('acdc_')

/** Runs a module or a verb until it is through, or until nobody does anything any more. */
function drive<E>(
  leg: SimulatedLeg,
  input: SimulationInput,
  running: Generator<PendingInput, E, CallerAction>,
  nodeId: string | null,
  lasts: boolean,
): { exit: E } | Next {
  let turn = running.next()
  while (!turn.done) {
    waitsFor(leg.experience, turn.value, lasts)
    if (leg.isGone) return hangsUp(leg, nodeId)
    const action = nextAction(leg, input, turn.value, nodeId)
    if ('waiting' in action) return { kind: 'waiting', for: action.waiting }
    if ('hangup' in action.does) return hangsUp(leg, nodeId)
    turn = running.next(action.does)
  }
  return { exit: turn.value }
}

/** R10. */
export function hangsUp(leg: SimulatedLeg, nodeId: string | null): Next {
  recordEvent(leg, 'caller', nodeId, { text: 'Hangs up' })
  return ended('The caller has hung up.', 'caller')
}

async function takeExit(leg: SimulatedLeg, input: SimulationInput, place: Place, exit: SimulatedExit): Promise<Next> {
  takesExit(leg.experience, exit)
  switch (exit.kind) {
    case 'crash':
      markStep(leg, { fate: 'crashed' }) // R9
      return continueAt(leg, input, place, '_')
    case 'continue':
      return continueAt(leg, input, place, exit.key ?? '_')
    case 'attempt': {
      const key = exit.keys.find((candidate) => childOf(place, candidate)) // R5: exactly that child
      if (key !== undefined) {
        // V4: the child is started before the caller is another one.
        if (exit.becomes) leg.later = { facts: exit.becomes, atModule: leg.modules + 2 }
        return continueAt(leg, input, place, key)
      }
      if (exit.otherwise === 'continue') return continueAt(leg, input, place, '_')
      const { ending } = exit
      const result = ending && 'sipCode' in ending ? `is rejected with ${ending.sipCode}` : 'ends'
      const why = `The call ${result}: no exit is connected for this.`
      // The carrier's answer ends the call at once, and the stack does not run.
      if (exit.otherwise === 'hard-stop' || ending) return hardStop(leg, why, ending)
      return stop(leg, input, why)
    }
    case 'stop':
      return stop(leg, input, exit.why, exit.ending)
    case 'hard-stop':
      return hardStop(leg, exit.why, exit.ending)
    case 'handed-away':
      return ended(exit.why, exit.to ?? 'handed-away')
    case 'stays':
      return ended(exit.why, 'kept')
    case 'caller-gone':
      return ended(exit.why, 'caller')
    case 'branch':
      return branch(leg, input, place, exit)
    case 'pivot':
      return askPivot(leg, input, exit, place)
  }
}
