import type { CanvasState } from './canvas-store.ts'

/** How a step stands to the call or the comparison that is shown. */
export type PathState = 'highlighted' | 'now' | 'sent' | 'not-taken' | 'added' | 'changed' | 'removed' | null

export const pathStateOfNode =
  (id: string) =>
  ({ highlight, marks }: CanvasState): PathState => {
    if (marks) return marks.nodes[id] ?? 'not-taken'
    if (!highlight) return null
    if (highlight.now === id) return 'now'
    if (highlight.steps[id] !== undefined) return 'highlighted'
    return highlight.sentNodes.includes(id) ? 'sent' : 'not-taken'
  }

export const pathStateOfEdge =
  (id: string) =>
  ({ highlight, marks }: CanvasState): PathState => {
    if (marks) return marks.edges[id] ?? 'not-taken'
    if (!highlight) return null
    if (highlight.edges.includes(id)) return 'highlighted'
    return highlight.sentEdges.includes(id) ? 'sent' : 'not-taken'
  }
