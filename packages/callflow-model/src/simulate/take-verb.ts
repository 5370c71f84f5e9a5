/** One verb of a TwiML answer at its place in the call. */
import type { CallerAction } from '../nodes/contract/simulation.ts'
import { askPivot } from './ask-pivot.ts'
import { nextAction } from './caller-actions.ts'
import { crashes, endOfAnswer } from './end-of-answer.ts'
import { beginsModule, passesTime, reachesSomebody, waitsFor } from './experience.ts'
import { followTrace } from './follow-trace.ts'
import { pauseFor } from './moments.ts'
import { ended, type Next, type SimulationInput, titleIn, type VerbPlace } from './next.ts'
import { resolveAddress } from './resolve-address.ts'
import { hangsUp } from './run-module.ts'
import { runVerb } from './run-verb.ts'
import { callFor } from './simulated-call.ts'
import { recordEvent, type SimulatedLeg } from './simulated-leg.ts'
import { noteGathered } from './value-log.ts'
import type { RunningVerb, VerbExit, VerbScope } from './verb-scope.ts'

const nodeOfVerb = ({ reply, index }: VerbPlace): string | null => reply.modules[index]?.nodeId ?? null

export async function takeVerb(leg: SimulatedLeg, input: SimulationInput, place: VerbPlace): Promise<Next> {
  const { gone } = leg.twiml
  const verb = place.verbs[place.index]
  if (!verb) return gone ?? endOfAnswer(leg, 'The call ends: nothing follows here.')
  // A caller who has gone hears nothing, but verbs that need no caller still run.
  if (gone && verb.name !== 'Set' && verb.name !== 'Redirect') return gone
  const nodeId = nodeOfVerb(place)
  const seen = leg.events.length
  const title = titleIn(input, nodeId, verb.name)
  beginsModule(leg.experience)
  const done = drive(leg, input, runVerb(verb, scopeOf(leg, input, nodeId, title)), nodeId)
  if (!('exit' in done)) return done
  noteGathered(leg, nodeId)
  const { exit } = done
  if (leg.isGone && leg.twiml.gone === null) return hangsUp(leg, nodeId)
  // A step without a word must still be seen on the way of the call; a continuation is no step.
  const isStep = place.reply.nodes[place.trace]?.kind === 'sent'
  if (leg.events.length === seen && isStep && nodeId !== null) recordEvent(leg, 'step', nodeId, { text: title })
  if (leg.twiml.gone) leg.isGone = true
  return leave(leg, input, place, exit)
}

async function leave(leg: SimulatedLeg, input: SimulationInput, place: VerbPlace, exit: VerbExit): Promise<Next> {
  switch (exit.kind) {
    case 'next':
      return nextVerb(leg, input, place)
    case 'stops':
      return endOfAnswer(leg, exit.why)
    case 'crashes':
      return crashes(leg, exit.why)
    case 'ended':
      return ended(exit.why, exit.end, exit.ending)
    case 'asks': {
      const { target, gone } = leg.twiml
      if (!target) return endOfAnswer(leg, 'KAZOO ends the call.')
      const voiceUrl = resolveAddress(target.voiceUrl, exit.address)
      leg.typedAhead = '' // keys pressed while a request is under way are lost
      const next = await askPivot(leg, input, { ...target, voiceUrl, method: exit.method }, null)
      return gone && next.kind !== 'verb' ? gone : next
    }
  }
}

/** Runs a verb until it is through, or until nobody does anything any more. A hang-up is told to the verb. */
function drive(
  leg: SimulatedLeg,
  input: SimulationInput,
  running: RunningVerb,
  nodeId: string | null,
): { exit: VerbExit } | Next {
  let turn = running.next()
  while (!turn.done) {
    waitsFor(leg.experience, turn.value, true)
    const action = leg.isGone ? GONE : nextAction(leg, input, turn.value, nodeId)
    if ('waiting' in action) return { kind: 'waiting', for: action.waiting }
    if ('hangup' in action.does) recordEvent(leg, 'caller', nodeId, { text: 'Hangs up' })
    turn = running.next(action.does)
  }
  return { exit: turn.value }
}

const GONE: { does: CallerAction } = { does: { hangup: true } }

function scopeOf(leg: SimulatedLeg, input: SimulationInput, nodeId: string | null, title: string): VerbScope {
  const call = callFor(leg, input, nodeId, title, { childKeys: [], mayAsk: true, takesKeys: false })
  return {
    call: {
      ...call,
      wait: (durationMs) => {
        passesTime(leg.experience, durationMs)
        pauseFor(leg, input, nodeId, durationMs)
      },
    },
    state: leg.twiml,
    keys: {
      waiting: () => leg.typedAhead,
      take: () => {
        const taken = leg.typedAhead
        leg.typedAhead = ''
        return taken
      },
    },
    isGone: () => leg.isGone,
    reaches: () => reachesSomebody(leg.experience),
  }
}

function nextVerb(leg: SimulatedLeg, input: SimulationInput, place: VerbPlace): Next {
  const next = { ...place, index: place.index + 1 }
  const nodeId = nodeOfVerb(place)
  if (next.index >= place.verbs.length || nodeOfVerb(next) === nodeId) return { kind: 'verb', place: next }
  const last = leg.events.findLast((event) => event.nodeId !== null || event.kind === 'request')
  const trace = followTrace(leg, place.reply, place.trace, '_', (id) => titleIn(input, id, id))
  if (last && last.nodeId === nodeId && nodeId !== null) last.port = '_'
  return { kind: 'verb', place: { ...next, trace } }
}
