import { definitionOf } from '../nodes/index.ts'
import { entitiesIn } from '../nodes/references.ts'
import { changeNodes } from './change-nodes.ts'
import type { Command } from './command.ts'

/**
 * Keeps beside each step what the ids in it are called in KAZOO, so that cards can show it without a connection.
 * @param names by id; the names of other ids stay, and those of ids that the step does not hold any more are dropped
 */
export const setEntityNames =
  (names: Readonly<Record<string, string>>): Command =>
  (document) =>
    changeNodes(document, (node) => {
      const definition = definitionOf(node.type)
      if (!definition) return node
      const before = node.names ?? {}
      const now = Object.fromEntries(
        entitiesIn(definition, node.data).flatMap(({ id }) => {
          const name = Object.hasOwn(names, id) ? names[id] : Object.hasOwn(before, id) ? before[id] : undefined
          return name === undefined ? [] : [[id, name]]
        }),
      )
      if (JSON.stringify(now) === JSON.stringify(before)) return node
      const { names: _, ...rest } = node
      return Object.keys(now).length === 0 ? rest : { ...rest, names: now }
    })
