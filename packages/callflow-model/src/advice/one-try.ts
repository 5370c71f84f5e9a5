import type { CallerRule } from './caller-rule.ts'

const USUAL = 3

export const oneTry: CallerRule = {
  code: 'caller.one-try',
  reason: 'Everybody slips on a key now and then, and then has to call again.',
  find: ({ steps, after, graph }) =>
    steps.flatMap(({ node, asks }) => {
      const comesBack = (port: string): boolean => {
        const target = after(node.id, port)
        return target !== undefined && (target === node.id || isBack(graph, node.id, port))
      }
      if (!asks || asks.attempts > 1 || comesBack('invalid')) return []
      const message = 'One wrong key ends the question. Allow 3 tries.'
      const fix = {
        kind: 'set-field',
        label: 'Allow 3 tries',
        nodeId: node.id,
        field: 'attempts',
        value: USUAL,
      } as const
      return [{ nodeId: node.id, field: 'attempts', short: 'One try', message, fix }]
    }),
}

const isBack = (
  { edgesFrom, backEdges }: Parameters<CallerRule['find']>[0]['graph'],
  id: string,
  port: string,
): boolean => (edgesFrom.get(id) ?? []).some((edge) => edge.sourceHandle === port && backEdges.has(edge.id))
