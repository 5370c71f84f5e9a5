/**
 * Edits of a list of ids that are exits as well, in KAZOO's order. An id is also the name of its exit, so the
 * connection goes along with it: each of these is one command, and so one undo step.
 */
import { type Command, type FlowDocument, setField } from '@callflow-studio/model'

/** Gives the entry at an index another id; its connection comes along unless another entry has the old or the new id. */
export const renameRule =
  (nodeId: string, path: string, index: number, id: string): Command =>
  (document) => {
    const rules = rulesOf(document, nodeId, path)
    const before = rules[index]
    if (before === id || before === undefined) return document
    const changed = setField(nodeId, path, rules.with(index, id))(document)
    const others = rules.toSpliced(index, 1)
    const isTaken = document.edges.some((edge) => edge.source === nodeId && edge.sourceHandle === id)
    if (others.includes(before) || isTaken || id === '' || id === '_') return changed
    return {
      ...changed,
      edges: changed.edges.map((edge) =>
        edge.source === nodeId && edge.sourceHandle === before ? { ...edge, sourceHandle: id } : edge,
      ),
    }
  }

/** Takes an entry out together with its connection, unless another entry has the same id. */
export const removeRule =
  (nodeId: string, path: string, index: number): Command =>
  (document) => {
    const rules = rulesOf(document, nodeId, path)
    const id = rules[index]
    const left = rules.toSpliced(index, 1)
    const changed = setField(nodeId, path, left)(document)
    if (left.includes(id) || typeof id !== 'string') return changed
    return {
      ...changed,
      edges: changed.edges.filter((edge) => edge.source !== nodeId || edge.sourceHandle !== id),
    }
  }

function rulesOf(document: FlowDocument, nodeId: string, path: string): readonly unknown[] {
  const value = document.nodes.find(({ id }) => id === nodeId)?.data[path]
  return Array.isArray(value) ? value : []
}
