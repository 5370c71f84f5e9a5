import type { CallerRule } from './caller-rule.ts'

const MOST = 5

/** @source Avaya Interactive Response, guidelines for menus: at most four or five choices in one menu */
export const manyChoices: CallerRule = {
  code: 'caller.many-choices',
  reason: 'Callers keep about five choices in mind. By the sixth, the first is forgotten.',
  find: ({ steps }) =>
    steps.flatMap(({ node, asks }) => {
      const count = asks?.choices?.length ?? 0
      if (count <= MOST) return []
      const message = `This menu has ${count} choices. Move some of them into a second menu.`
      return [{ nodeId: node.id, field: 'choices', short: `${count} choices`, message }]
    }),
}
