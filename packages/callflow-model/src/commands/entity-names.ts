import { definitionOf } from '../nodes/index.ts'
import { entitiesIn } from '../nodes/references.ts'
import { changeNodes } from './change-nodes.ts'
import type { Command } from './command.ts'

/**
 * Keeps beside each step what the ids in it are called in KAZOO, so that cards can show it without a connection.
 * @param names by id; the names of other ids stay, and those of ids that the step and its exits do not hold any more are dropped
 */
export const setEntityNames =
  (names: Readonly<Record<string, string>>): Command =>
  (document) => {
    // Exits of time rules are ids, too.
    const exits = new Map<string, string[]>()
    for (const { source, sourceHandle } of document.edges)
      exits.set(source, [...(exits.get(source) ?? []), sourceHandle])
    return changeNodes(document, (node) => {
      const definition = definitionOf(node.type)
      if (!definition) return node
      const before = node.names ?? {}
      const held = [...entitiesIn(definition, node.data).map(({ id }) => id), ...(exits.get(node.id) ?? [])]
      const now = Object.fromEntries(
        held.flatMap((id) => {
          const name = Object.hasOwn(names, id) ? names[id] : Object.hasOwn(before, id) ? before[id] : undefined
          return name === undefined ? [] : [[id, name]]
        }),
      )
      if (JSON.stringify(now) === JSON.stringify(before)) return node
      const { names: _, ...rest } = node
      return Object.keys(now).length === 0 ? rest : { ...rest, names: now }
    })
  }
