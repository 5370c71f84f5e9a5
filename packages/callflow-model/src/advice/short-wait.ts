import type { CallerRule } from './caller-rule.ts'

const SHORTEST_MS = 3000
const USUAL_MS = 5000

export const shortWait: CallerRule = {
  code: 'caller.short-wait',
  reason: 'Callers need some seconds to take the phone from the ear and find the key.',
  find: ({ steps }) =>
    steps.flatMap(({ node, asks }) => {
      if (!asks || asks.timeoutMs >= SHORTEST_MS) return []
      const message = `Callers have ${asks.timeoutMs / 1000} s for the first key. Give them 5 s.`
      const fix = {
        kind: 'set-field',
        label: 'Wait for 5 s',
        nodeId: node.id,
        field: 'timeoutMs',
        value: USUAL_MS,
      } as const
      return [{ nodeId: node.id, field: 'timeoutMs', short: 'A short wait', message, fix }]
    }),
}
