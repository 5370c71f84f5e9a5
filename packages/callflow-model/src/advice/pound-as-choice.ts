import type { CallerRule } from './caller-rule.ts'
import { firstFreeKey } from './free-key.ts'

export const poundAsChoice: CallerRule = {
  code: 'caller.pound-as-choice',
  reason: 'Callers know # as the end of a number, and press it after a choice out of habit.',
  find: ({ steps, graph }) =>
    steps.flatMap(({ node, asks }) => {
      const index = asks?.choices?.findIndex(({ digits }) => digits === '#') ?? -1
      const edge = graph.edgesFrom.get(node.id)?.find(({ sourceHandle }) => sourceHandle === '#')
      const key = firstFreeKey(asks?.choices ?? [], '123456789*')
      if (index === -1) return []
      const message = 'A choice has the key #. Give it another one.'
      const renamed = {
        kind: 'set-field',
        label: '',
        nodeId: node.id,
        field: `choices.${index}.digits`,
        value: key,
      } as const
      const connected = edge
        ? [{ kind: 'connect', label: '', source: node.id, port: key ?? '', target: edge.target } as const]
        : []
      const fix = { kind: 'all', label: `Use key ${key}`, fixes: [renamed, ...connected] } as const
      return [
        {
          nodeId: node.id,
          field: `choices.${index}.digits`,
          short: '# as a choice',
          message,
          ...(key ? { fix: { ...fix, fixes: [...fix.fixes] } } : {}),
        },
      ]
    }),
}
