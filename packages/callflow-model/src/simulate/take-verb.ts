/** One verb of a TwiML answer at its place in the call. */
import { askPivot } from './ask-pivot.ts'
import { followTrace } from './follow-trace.ts'
import { ended, type Next, type SimulationInput, titleIn, type VerbPlace } from './next.ts'
import { callFor, drive } from './run-module.ts'
import { runVerb } from './run-verb.ts'
import { happens, type Line } from './simulated-line.ts'

const nodeOfVerb = ({ reply, index }: VerbPlace): string | null => reply.modules[index]?.nodeId ?? null

export async function takeVerb(line: Line, input: SimulationInput, place: VerbPlace): Promise<Next> {
  const verb = place.verbs[place.index]
  if (!verb) return ended('The call ends: nothing follows here.')
  const nodeId = nodeOfVerb(place)
  const seen = line.events.length
  const title = titleIn(input, nodeId, verb.name)
  const call = callFor(line, input, nodeId, title, { childKeys: [], mayAsk: true, takesKeys: false })
  const done = drive(line, input, runVerb(verb, call), nodeId)
  if ('kind' in done) return done
  const { exit } = done
  // A step without a word must still be seen on the way of the call; a continuation is no step.
  const isStep = place.reply.nodes[place.trace]?.kind === 'sent'
  if (line.events.length === seen && isStep && nodeId !== null) happens(line, 'step', nodeId, { text: title })
  if (exit.kind === 'ended') return ended(exit.why)
  if (exit.kind === 'next') return nextVerb(line, input, place)
  line.dialStatus = exit.dialStatus ?? ''
  const { voiceUrl, method } = exit
  const next = await askPivot(line, input, { voiceUrl, method, reqFormat: 'twiml', bodyFormat: 'json' }, null)
  line.dialStatus = ''
  return next
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
