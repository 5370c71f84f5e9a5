import type { CallerRule } from './caller-rule.ts'

const BUSY = new Set(['USER_BUSY', 'sip:486'])

export const busyMailboxOnly: CallerRule = {
  code: 'caller.busy-mailbox-only',
  reason: 'Most calls that nobody takes ring out. Those callers cannot leave a message.',
  find: ({ steps, graph, step }) =>
    steps.flatMap(({ node, title }) => {
      const edges = graph.edgesFrom.get(node.id) ?? []
      const busy = edges.find(
        ({ sourceHandle, target }) => BUSY.has(sourceHandle) && step(target)?.definition.category === 'Voicemail & Fax',
      )
      const isTaken = edges.some(({ sourceHandle }) => sourceHandle === '_' || sourceHandle === 'NO_ANSWER')
      if (!busy || isTaken) return []
      return [
        {
          nodeId: node.id,
          field: 'port:_',
          short: 'Only if busy',
          message: `The mailbox takes calls only where ${title} is busy. Connect Not answered with it too.`,
          fix: { kind: 'connect', label: 'Connect', source: node.id, port: '_', target: busy.target },
        } as const,
      ]
    }),
}
