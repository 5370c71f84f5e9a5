/** One verb of a TwiML answer at its place in the call. */
import type { CallerAction, Wanted } from '../nodes/contract/simulation.ts'
import { askPivot } from './ask-pivot.ts'
import { nextAction, waitingFor } from './caller-actions.ts'
import { crashes, stops } from './end-of-answer.ts'
import { followTrace } from './follow-trace.ts'
import { pauseFor } from './moments.ts'
import { ended, type Next, type SimulationInput, titleIn, type VerbPlace } from './next.ts'
import { resolveAddress } from './resolve-address.ts'
import { hangsUp } from './run-module.ts'
import { runVerb } from './run-verb.ts'
import { callFor } from './simulated-call.ts'
import { happens, type Line } from './simulated-line.ts'
import type { RunningVerb, VerbExit, VerbScope } from './verb-scope.ts'

const nodeOfVerb = ({ reply, index }: VerbPlace): string | null => reply.modules[index]?.nodeId ?? null

export async function takeVerb(line: Line, input: SimulationInput, place: VerbPlace): Promise<Next> {
  const { gone } = line.twiml
  const verb = place.verbs[place.index]
  if (!verb) return gone ?? stops(line, 'The call ends: nothing follows here.')
  // A caller who has gone hears nothing, but verbs that need no caller still run.
  if (gone && verb.name !== 'Set' && verb.name !== 'Redirect') return gone
  const nodeId = nodeOfVerb(place)
  const seen = line.events.length
  const title = titleIn(input, nodeId, verb.name)
  const done = drive(line, input, runVerb(verb, scopeOf(line, input, nodeId, title)), nodeId)
  if (!('exit' in done)) return done
  const { exit } = done
  if (line.isGone && line.twiml.gone === null) return hangsUp(line, nodeId)
  // A step without a word must still be seen on the way of the call; a continuation is no step.
  const isStep = place.reply.nodes[place.trace]?.kind === 'sent'
  if (line.events.length === seen && isStep && nodeId !== null) happens(line, 'step', nodeId, { text: title })
  if (line.twiml.gone) line.isGone = true
  return leave(line, input, place, exit)
}

async function leave(line: Line, input: SimulationInput, place: VerbPlace, exit: VerbExit): Promise<Next> {
  switch (exit.kind) {
    case 'next':
      return nextVerb(line, input, place)
    case 'stops':
      return stops(line, exit.why)
    case 'crashes':
      return crashes(line, exit.why)
    case 'ended':
      return ended(exit.why, exit.end, exit.ending)
    case 'asks': {
      const { target, gone } = line.twiml
      if (!target) return stops(line, 'KAZOO ends the call.')
      const voiceUrl = resolveAddress(target.voiceUrl, exit.address)
      line.typedAhead = '' // keys pressed while a request is under way are lost
      const next = await askPivot(line, input, { ...target, voiceUrl, method: exit.method }, null)
      return gone && next.kind !== 'verb' ? gone : next
    }
  }
}

/** Runs a verb until it is through, or until nobody does anything any more. A hang-up is told to the verb. */
function drive(
  line: Line,
  input: SimulationInput,
  running: RunningVerb,
  nodeId: string | null,
): { exit: VerbExit } | Next {
  let turn = running.next()
  while (!turn.done) {
    const action = actionFor(line, turn.value, nodeId)
    if (!action) {
      const choices = nodeId === null ? [] : (input.choicesOf?.(nodeId) ?? [])
      return { kind: 'waiting', for: waitingFor(turn.value, nodeId, choices) }
    }
    turn = running.next(action)
  }
  return { exit: turn.value }
}

function actionFor(line: Line, wanted: Wanted, nodeId: string | null): CallerAction | null {
  const action = line.isGone ? ({ hangup: true } as const) : nextAction(line, wanted, nodeId)
  if (action && 'hangup' in action) happens(line, 'caller', nodeId, { text: 'Hangs up' })
  return action
}

function scopeOf(line: Line, input: SimulationInput, nodeId: string | null, title: string): VerbScope {
  const call = callFor(line, input, nodeId, title, { childKeys: [], mayAsk: true, takesKeys: false })
  return {
    call: { ...call, wait: (durationMs) => pauseFor(line, durationMs) },
    state: line.twiml,
    keys: {
      waiting: () => line.typedAhead,
      take: () => {
        const taken = line.typedAhead
        line.typedAhead = ''
        return taken
      },
    },
    isGone: () => line.isGone,
  }
}

function nextVerb(line: Line, input: SimulationInput, place: VerbPlace): Next {
  const next = { ...place, index: place.index + 1 }
  const nodeId = nodeOfVerb(place)
  if (next.index >= place.verbs.length || nodeOfVerb(next) === nodeId) return { kind: 'verb', place: next }
  const last = line.events.findLast((event) => event.nodeId !== null || event.kind === 'request')
  const trace = followTrace(line, place.reply, place.trace, '_', (id) => titleIn(input, id, id))
  if (last && last.nodeId === nodeId && nodeId !== null) last.port = '_'
  return { kind: 'verb', place: { ...next, trace } }
}
