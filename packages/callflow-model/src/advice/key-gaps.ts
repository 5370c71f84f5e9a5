import type { CallerRule } from './caller-rule.ts'

export const keyGaps: CallerRule = {
  code: 'caller.key-gaps',
  reason: 'Callers take a key that is left out for one that they have missed, and listen again.',
  find: ({ steps }) =>
    steps.flatMap(({ node, asks }) => {
      const keys = (asks?.choices ?? [])
        .flatMap(({ digits }) => (/^[1-8]$/.test(digits) ? [Number(digits)] : []))
        .sort()
      const missing = Array.from({ length: (keys.at(-1) ?? 0) - 1 }, (_, index) => index + 1).find(
        (key) => !keys.includes(key),
      )
      if (keys.length < 2 || missing === undefined) return []
      const message = `Key ${missing} is left out. Number the choices in the order in which they are said.`
      return [{ nodeId: node.id, field: 'choices', short: `No key ${missing}`, message }]
    }),
}
