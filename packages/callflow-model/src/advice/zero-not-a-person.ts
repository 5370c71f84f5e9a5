import { type CallerRule, reachesPeople } from './caller-rule.ts'

export const zeroNotAPerson: CallerRule = {
  code: 'caller.zero-not-a-person',
  reason: 'Zero is the operator everywhere. Who presses it wants to talk to somebody.',
  find: ({ steps, step, after, leadsTo }) =>
    steps.flatMap(({ node, asks }) => {
      if (!asks?.choices?.some(({ digits }) => digits === '0')) return []
      const target = after(node.id, '0')
      const first = target === undefined ? undefined : step(target)
      if (!first || reachesPeople(first) || leadsTo(first.node.id, reachesPeople)) return []
      const message = 'Key 0 leads to nobody. Let it ring somebody, or give this choice another key.'
      return [{ nodeId: node.id, field: 'choices', short: 'Key 0 rings nobody', message }]
    }),
}
