import { type CallerRule, reachesPeople } from './caller-rule.ts'

const LONGEST_S = 25

export const longRingingFirst: CallerRule = {
  code: 'caller.long-ringing-first',
  reason: 'Who hears nothing but ringing for so long thinks that nobody is there.',
  find: (flow) => {
    const silent = flow.unannounced('start')
    return flow.steps.flatMap((step) => {
      const { node, data } = step
      const { timeout } = data
      if (!silent.has(node.id) || !reachesPeople(step) || typeof timeout !== 'number' || timeout <= LONGEST_S) return []
      const message = `It rings for ${timeout} s before a caller hears a word. Greet them first, or ring for less.`
      const fix = { kind: 'set-field', label: 'Ring for 20 s', nodeId: node.id, field: 'timeout', value: 20 } as const
      return [{ nodeId: node.id, field: 'timeout', short: 'Rings for long', message, fix }]
    })
  },
}
