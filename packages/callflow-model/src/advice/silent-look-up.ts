import type { CallerRule } from './caller-rule.ts'

const LONGEST_MS = 2000

export const silentLookUp: CallerRule = {
  code: 'caller.silent-look-up',
  reason: 'A caller who has just pressed a key hears nothing while the other server thinks, and presses again.',
  find: ({ steps, graph }) => {
    const afterKeys = new Set(
      steps.flatMap(({ node, asks }) => (asks ? (graph.edgesFrom.get(node.id) ?? []).map(({ target }) => target) : [])),
    )
    return steps.flatMap(({ node, definition, data }) => {
      const { timeoutMs } = data
      if (definition.kind !== 'studio' || !definition.isLookUp || !afterKeys.has(node.id)) return []
      if (typeof timeoutMs !== 'number' || timeoutMs <= LONGEST_MS) return []
      const message = `Right after a key callers may wait ${timeoutMs / 1000} s in silence. Say “One moment” first, or lower the timeout.`
      const fix = {
        kind: 'set-field',
        label: 'Wait for 2 s',
        nodeId: node.id,
        field: 'timeoutMs',
        value: LONGEST_MS,
      } as const
      return [{ nodeId: node.id, field: 'timeoutMs', short: 'Silence after a key', message, fix }]
    })
  },
}
