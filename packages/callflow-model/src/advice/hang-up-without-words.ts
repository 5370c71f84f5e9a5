import type { CallerRule } from './caller-rule.ts'

export const hangUpWithoutWords: CallerRule = {
  code: 'caller.hang-up-without-words',
  reason: 'A line that just drops sounds like a fault, and callers dial again.',
  find: ({ steps, graph, step, isEnglish }) =>
    steps.flatMap(({ node, definition }) => {
      if (definition.kind !== 'kazoo' || !definition.hangsUp) return []
      return [...graph.edgesFrom.values()].flat().flatMap((edge) => {
        const before = step(edge.source)
        if (edge.target !== node.id || !before || !isUnspoken(before)) return []
        const message = `The call is hung up right after ${before.title}. Say good-bye first.`
        const fix = {
          kind: 'insert-step',
          label: 'Say good-bye',
          edgeId: edge.id,
          type: 'tts',
          data: { text: 'Good-bye.' },
        } as const
        return [
          {
            nodeId: edge.source,
            field: `port:${edge.sourceHandle}`,
            short: 'No good-bye',
            message,
            ...(isEnglish ? { fix } : {}),
          },
        ]
      })
    }),
}

const isUnspoken = ({
  says,
  asks,
  definition,
}: {
  says: readonly unknown[]
  asks: unknown
  definition: { category: string }
}): boolean => asks !== null || (says.length === 0 && definition.category === 'Ring & Route')
