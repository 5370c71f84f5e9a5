import type { SimulatedCall } from '../nodes/contract/simulation.ts'
import { hearsSound, passesTime, waitsInSilence } from './experience.ts'
import { keysDuring, passMoment, passTime } from './moments.ts'
import type { SimulationInput } from './next.ts'
import { recordEvent, type SimulatedLeg } from './simulated-leg.ts'

/**
 * The simulated KAZOO, as one module or verb sees it.
 * @param takesKeys keys pressed meanwhile stop what is played (V1)
 * @source docs/kazoo/semantics.md
 */
export function callFor(
  leg: SimulatedLeg,
  input: SimulationInput,
  nodeId: string | null,
  title: string,
  { childKeys, mayAsk, takesKeys }: { childKeys: readonly string[]; mayAsk: boolean; takesKeys: boolean },
): SimulatedCall {
  const { version, facts, collections, custom, channelVars, studioRecording } = leg
  const notes = (text: string): void => {
    if (!leg.isGone) recordEvent(leg, 'note', nodeId, { text })
  }
  return {
    title,
    childKeys,
    version,
    account: input.account ?? null,
    facts,
    collections,
    custom,
    channelVars,
    studioRecording,
    mayAsk,
    hears: (kind, text, durationMs, name = kind === 'speech' ? text : kind === 'tone' ? 'tone' : '?') => {
      if (leg.isGone) return
      const named = name?.startsWith('prompt:') && facts.language !== 'en-us' ? `${name}@${facts.language}` : name
      if (named !== null) leg.heard.push(named)
      if (named === null) passesTime(leg.experience, durationMs)
      else hearsSound(leg.experience, kind)
      recordEvent(leg, kind, nodeId, { text })
      leg.typedAhead += keysDuring(leg, [text, named ?? ''], nodeId)
      const playedMs = takesKeys ? listen(leg, durationMs) : durationMs
      leg.typedAhead += passMoment(leg, input, { nodeId, isHeard: true, durationMs: playedMs, endsAtKey: takesKeys })
      if (takesKeys) collectDefault(leg)
    },
    notes,
    differs: (text) => {
      if ((input.profile ?? 'any') === 'any') notes(text)
    },
    answer: () => {},
    wait: (durationMs, isSilent) => {
      if (isSilent) waitsInSilence(leg.experience, durationMs)
      else passesTime(leg.experience, durationMs)
      if (leg.does.length > 0) passTime(leg, durationMs)
      else passMoment(leg, input, { nodeId, isHeard: false, durationMs, endsAtKey: false })
    },
  }
}

/** V1: keys pressed while a prompt plays stop it, and go into the collection `default`. */
function listen(leg: SimulatedLeg, durationMs: number): number {
  if (leg.typedAhead === '') return durationMs
  collectDefault(leg)
  return Math.min(durationMs, 300)
}

function collectDefault(leg: SimulatedLeg): void {
  if (leg.typedAhead === '') return
  leg.collections.set('default', (leg.collections.get('default') ?? '') + leg.typedAhead)
  leg.typedAhead = ''
}
