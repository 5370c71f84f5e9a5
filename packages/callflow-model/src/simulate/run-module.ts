/** One module of an answer, as KAZOO's executor runs it (R1 to R13). @source docs/kazoo/semantics.md */
import type { CallerAction, SimulatedExit, Wanted } from '../nodes/contract/simulation.ts'
import { fragmentModules } from '../nodes/fragment-modules.ts'
import { moduleNamed } from '../nodes/kazoo/kazoo-module.ts'
import { kazooSteps } from '../nodes/kazoo-steps.ts'
import { askPivot } from './ask-pivot.ts'
import { nextAction, waitingFor } from './caller-actions.ts'
import { branch, goOn, hardStop, markStep, stop } from './go-on.ts'
import { ended, type Next, type SimulationInput, titleIn } from './next.ts'
import { childKeysOf, childOf, isDrawn, nodeIdOf, type Place } from './place.ts'
import { callFor } from './simulated-call.ts'
import { happens, type Line, spendTokens } from './simulated-line.ts'

const MAX_MODULES = 5000
const stepByModule = new Map(kazooSteps.map((step) => [step.type, step]))

export async function runModule(line: Line, input: SimulationInput, place: Place): Promise<Next> {
  if (++line.modules > MAX_MODULES) return ended('The preview ends: the call runs on and on.', 'too-long')
  if (line.later && line.modules >= line.later.atModule) {
    Object.assign(line.facts, line.later.facts)
    line.later = null
  }
  if (!spendTokens(line)) return ended('KAZOO ends the call: more than some 20 quick steps in a row.') // R13
  const nodeId = nodeIdOf(place)
  const seen = line.events.length
  const { module, data = {} } = place.module
  line.steps.push({ module, key: null })
  const step = isMissing(module, input) ? undefined : (stepByModule.get(module) ?? trusted(module, input))
  const title = titleIn(input, nodeId, step?.title ?? module)
  let exit: SimulatedExit
  if (!step || data.skip_module === true) {
    markStep(line, { fate: 'skipped' })
    exit = { kind: 'continue' } // R8
  } else {
    const takesKeys = step.changes(data).includes('digits.default')
    const call = callFor(line, input, nodeId, title, {
      childKeys: childKeysOf(place),
      mayAsk: !isDrawn(place),
      takesKeys,
    })
    const running = step.simulate(data, call)
    const done = 'kind' in running ? { exit: running } : drive(line, input, running, nodeId)
    if ('kind' in done) return done
    if (line.isGone) return hangsUp(line, nodeId)
    exit = done.exit
  }
  // A step without a word must still be seen on the way of the call; a continuation is no step.
  if (line.events.length === seen && exit.kind !== 'pivot' && nodeId !== null)
    happens(line, 'step', nodeId, { text: title })
  return takeExit(line, input, place, exit)
}

/** A module that somebody drew without the studio knowing it; fragments of schemas pass KAZOO's check, and nothing runs them. */
const trusted = (module: string, { trustsUnknownModules = false }: SimulationInput) =>
  trustsUnknownModules && !fragmentModules.has(module) ? moduleNamed(module) : undefined

/** Queues are an application of its own; an account whose documents are known runs on a cluster without it. */
const isMissing = (module: string, { account }: SimulationInput): boolean =>
  account !== undefined && module.startsWith('acdc_')

/** Runs a module or a verb until it is through, or until nobody does anything any more. */
function drive<E>(
  line: Line,
  input: SimulationInput,
  running: Generator<Wanted, E, CallerAction>,
  nodeId: string | null,
): { exit: E } | Next {
  let turn = running.next()
  while (!turn.done) {
    const action = line.isGone ? ({ hangup: true } as const) : nextAction(line, turn.value, nodeId)
    if (!action) {
      const choices = nodeId === null ? [] : (input.choicesOf?.(nodeId) ?? [])
      return { kind: 'waiting', for: waitingFor(turn.value, nodeId, choices) }
    }
    if ('hangup' in action) return hangsUp(line, nodeId)
    turn = running.next(action)
  }
  return { exit: turn.value }
}

/** R10. */
export function hangsUp(line: Line, nodeId: string | null): Next {
  happens(line, 'caller', nodeId, { text: 'Hangs up' })
  return ended('The caller has hung up.', 'caller')
}

async function takeExit(line: Line, input: SimulationInput, place: Place, exit: SimulatedExit): Promise<Next> {
  switch (exit.kind) {
    case 'crash':
      markStep(line, { fate: 'crashed' }) // R9
      return goOn(line, input, place, '_')
    case 'continue':
      return goOn(line, input, place, exit.key ?? '_')
    case 'attempt': {
      const key = exit.keys.find((candidate) => childOf(place, candidate)) // R5: exactly that child
      if (key !== undefined) {
        // V4: the child is started before the caller is another one.
        if (exit.becomes) line.later = { facts: exit.becomes, atModule: line.modules + 2 }
        return goOn(line, input, place, key)
      }
      if (exit.otherwise === 'continue') return goOn(line, input, place, '_')
      const { ending } = exit
      const result = ending && 'sipCode' in ending ? `is rejected with ${ending.sipCode}` : 'ends'
      const why = `The call ${result}: no exit is connected for this.`
      // The carrier's answer ends the call at once, and the stack does not run.
      if (exit.otherwise === 'hard-stop' || ending) return hardStop(line, why, ending)
      return stop(line, input, why)
    }
    case 'stop':
      return stop(line, input, exit.why, exit.ending)
    case 'hard-stop':
      return hardStop(line, exit.why, exit.ending)
    case 'handed-away':
      return ended(exit.why, exit.to ?? 'handed-away')
    case 'stays':
      return ended(exit.why, 'kept')
    case 'caller-gone':
      return ended(exit.why, 'caller')
    case 'branch':
      return branch(line, input, place, exit)
    case 'pivot':
      return askPivot(line, input, exit, place)
  }
}
