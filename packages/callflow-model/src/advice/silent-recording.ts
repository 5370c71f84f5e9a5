import { type CallerRule, wordsOf } from './caller-rule.ts'

const SAID = /record|aufgezeich|aufzeich|mitschnitt|enregistr|grab|registr|opgenomen|inspel/i

export const silentRecording: CallerRule = {
  code: 'caller.silent-recording',
  reason: 'In many countries a call may be recorded only if its parties have been told.',
  find: ({ steps, graph, step }) => {
    const told = new Set<string>()
    const untold: string[] = graph.startId === null ? [] : [graph.startId]
    const reached = new Set<string>()
    for (let id = untold.pop(); id !== undefined; id = untold.pop()) {
      if (reached.has(id)) continue
      reached.add(id)
      const here = step(id)
      // Nobody here can tell what a recording says.
      if (here && (SAID.test(wordsOf(here)) || here.says.some(({ media }) => media !== null))) told.add(id)
      else for (const { target } of graph.edgesFrom.get(id) ?? []) untold.push(target)
    }
    return steps.flatMap(({ node, definition, data }) => {
      const starts = definition.kind === 'kazoo' && definition.recording?.(data) === 'starts'
      if (!starts || !reached.has(node.id) || told.has(node.id)) return []
      const message = 'The call is recorded, but callers are not always told. Say so in a step before.'
      return [{ nodeId: node.id, short: 'Not announced', message }]
    })
  },
}
