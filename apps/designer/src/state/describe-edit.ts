/** What an edit did, in a few words: told where it is undone. */
import { type FlowDocument, type FlowNode, titleOf } from '@callflow-studio/model'

export interface EditDescription {
  /** In the `app` namespace, below `edits`. */
  key: 'added' | 'deleted' | 'changed' | 'moved' | 'connections' | 'settings'
  count: number
  /** Title of the only step that it is about; empty for several, or none. */
  step: string
}

/** Returns what changed from one state of a flow to the next: steps before connections, contents before places. */
export function describeEdit(before: FlowDocument, after: FlowDocument): EditDescription {
  const earlier = new Map(before.nodes.map((node) => [node.id, node]))
  const later = new Map(after.nodes.map((node) => [node.id, node]))
  const added = after.nodes.filter(({ id }) => !earlier.has(id))
  if (added.length > 0) return about('added', added)
  const deleted = before.nodes.filter(({ id }) => !later.has(id))
  if (deleted.length > 0) return about('deleted', deleted)
  const touched = after.nodes.filter((node) => earlier.get(node.id) !== node)
  const changed = touched.filter((node) => {
    const other = earlier.get(node.id)
    return other?.data !== node.data || other.name !== node.name || other.type !== node.type
  })
  if (changed.length > 0) return about('changed', changed)
  if (before.edges !== after.edges) return { key: 'connections', count: 1, step: '' }
  return touched.length > 0 ? about('moved', touched) : { key: 'settings', count: 1, step: '' }
}

const about = (key: EditDescription['key'], nodes: readonly FlowNode[]): EditDescription => {
  const [only, another] = nodes
  return { key, count: nodes.length, step: only && !another ? titleOf(only) : '' }
}
