import type { CallerRule } from './caller-rule.ts'

export const silentTransfer: CallerRule = {
  code: 'caller.silent-transfer',
  reason: 'Callers do not know whether their key did anything, and press again or hang up.',
  find: ({ steps, unannounced }) => {
    const silent = unannounced('keys')
    return steps.flatMap(({ node, definition, title }) => {
      const leaves = definition.kind === 'kazoo' && definition.neverContinues && definition.category === 'Ring & Route'
      if (!leaves || !silent.has(node.id)) return []
      const message = `Callers are passed on at ${title} without a word. Say where they are going.`
      return [{ nodeId: node.id, short: 'Without a word', message }]
    })
  },
}
