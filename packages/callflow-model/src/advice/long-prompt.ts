import { speechDurationMs } from '../nodes/parts/speech.ts'
import type { CallerRule } from './caller-rule.ts'

const LONGEST_MS = 20_000
/** What a value is taken to be said as. */
const VALUE = 'a value'

export const longPrompt: CallerRule = {
  code: 'caller.long-prompt',
  reason: 'Callers stop listening after some 20 seconds, and remember only the end.',
  find: ({ steps }) =>
    steps.flatMap(({ node, says }) =>
      says.flatMap(({ text, field }) => {
        const lastsMs = speechDurationMs(text.replaceAll(/\{\{[\s\S]*?\}\}/g, VALUE))
        if (lastsMs <= LONGEST_MS) return []
        const message = `This takes about ${Math.round(lastsMs / 1000)} s to say. Shorten it, or play it only to those who ask for it.`
        return [{ nodeId: node.id, field, short: 'A long text', message }]
      }),
    ),
}
