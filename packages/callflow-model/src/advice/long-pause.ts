import type { Fix } from '../diagnostics/diagnostic.ts'
import type { CallerRule } from './caller-rule.ts'

const LONGEST_S = 3
const UNIT_S: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 }

export const longPause: CallerRule = {
  code: 'caller.long-pause',
  reason: 'After three seconds of nothing callers think that the line is dead.',
  find: ({ steps }) =>
    steps.flatMap(({ node, definition, data }) => {
      const { duration, unit = 's' } = data
      const isPause = definition.category === 'Signalling' && typeof duration === 'number'
      const seconds = isPause ? duration * (UNIT_S[String(unit)] ?? 1) : 0
      if (seconds <= LONGEST_S) return []
      const fix: Fix = {
        kind: 'set-field',
        label: 'Pause for 1 s',
        nodeId: node.id,
        field: 'duration',
        value: 1,
        also: [{ field: 'unit', value: 's' }],
      }
      const message = `Callers hear nothing for ${seconds} s. Shorten the pause, or play something.`
      return [{ nodeId: node.id, field: 'duration', short: 'A long pause', message, fix }]
    }),
}
