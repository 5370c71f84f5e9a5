import type { CallerRule } from './caller-rule.ts'

const SHORTEST_MS = 2000
const USUAL_MS = 3000

export const shortWaitBetween: CallerRule = {
  code: 'caller.short-wait-between',
  reason: 'Who reads a number from paper looks away between two digits, and loses what was entered.',
  find: ({ steps }) =>
    steps.flatMap(({ node, asks }) => {
      if (!asks || asks.choices || asks.maxDigits === 1 || asks.interdigitTimeoutMs >= SHORTEST_MS) return []
      const message = `Callers have ${asks.interdigitTimeoutMs / 1000} s between two digits. Give them 3 s.`
      const fix = {
        kind: 'set-field',
        label: 'Wait for 3 s',
        nodeId: node.id,
        field: 'interdigitTimeoutMs',
        value: USUAL_MS,
      } as const
      return [{ nodeId: node.id, field: 'interdigitTimeoutMs', short: 'A short wait', message, fix }]
    }),
}
