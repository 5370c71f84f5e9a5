import { type CallerRule, type HeardStep, reachesPeople } from './caller-rule.ts'

const takesCalls = (step: HeardStep): boolean => reachesPeople(step) || step.definition.category === 'Voicemail & Fax'

export const noPerson: CallerRule = {
  code: 'caller.no-person',
  reason: 'Callers whose matter fits none of the choices cannot go back and reach nobody. They hang up and call again.',
  find: ({ steps, leadsTo }) => {
    // A line on which nobody ever answers is a service of its own.
    if (!steps.some(takesCalls)) return []
    return steps.flatMap(({ node, asks }) => {
      if ((asks?.choices?.length ?? 0) < 2) return []
      if (leadsTo(node.id, (step) => takesCalls(step) || step.node === node)) return []
      return [
        {
          nodeId: node.id,
          short: 'Nobody to reach',
          message: 'No choice leads to a person or a mailbox, or back to this menu. Add one that does, such as key 0.',
        },
      ]
    })
  },
}
