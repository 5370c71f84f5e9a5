import type { SimulatedCall } from '../nodes/contract/simulation.ts'
import { keysDuring, passTime } from './moments.ts'
import type { SimulationInput } from './next.ts'
import { happens, type Line } from './simulated-line.ts'

/**
 * The simulated KAZOO, as one module or verb sees it.
 * @param takesKeys keys pressed meanwhile stop what is played (V1)
 * @source docs/kazoo/semantics.md
 */
export function callFor(
  line: Line,
  input: SimulationInput,
  nodeId: string | null,
  title: string,
  { childKeys, mayAsk, takesKeys }: { childKeys: readonly string[]; mayAsk: boolean; takesKeys: boolean },
): SimulatedCall {
  const { version, facts, collections, custom, channelVars, studioRecording } = line
  const notes = (text: string): void => {
    if (!line.isGone) happens(line, 'note', nodeId, { text })
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
      if (line.isGone) return
      const named = name?.startsWith('prompt:') && facts.language !== 'en-us' ? `${name}@${facts.language}` : name
      if (named !== null) line.heard.push(named)
      happens(line, kind, nodeId, { text })
      const keys = keysDuring(line, [text, named ?? ''], nodeId)
      line.typedAhead += keys
      line.atMs += takesKeys ? listen(line, durationMs) : durationMs
    },
    notes,
    differs: (text) => {
      if ((input.profile ?? 'any') === 'any') notes(text)
    },
    answer: () => {},
    wait: (durationMs) => passTime(line, durationMs),
  }
}

/** V1: keys pressed while a prompt plays stop it, and go into the collection `default`. */
function listen(line: Line, durationMs: number): number {
  if (line.typedAhead === '') return durationMs
  line.collections.set('default', (line.collections.get('default') ?? '') + line.typedAhead)
  line.typedAhead = ''
  return Math.min(durationMs, 300)
}
