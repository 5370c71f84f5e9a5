import type { CanvasState } from './canvas-store.ts'

/** How a step stands to the call or the comparison that is shown. */
export type PathState = 'lit' | 'now' | 'sent' | 'not-taken' | 'added' | 'changed' | 'removed' | null

export const pathStateOfNode =
  (id: string) =>
  ({ lit, marks }: CanvasState): PathState => {
    if (marks) return marks.nodes[id] ?? 'not-taken'
    if (!lit) return null
    if (lit.now === id) return 'now'
    if (lit.steps[id] !== undefined) return 'lit'
    return lit.sentNodes.includes(id) ? 'sent' : 'not-taken'
  }

export const pathStateOfEdge =
  (id: string) =>
  ({ lit, marks }: CanvasState): PathState => {
    if (marks) return marks.edges[id] ?? 'not-taken'
    if (!lit) return null
    if (lit.edges.includes(id)) return 'lit'
    return lit.sentEdges.includes(id) ? 'sent' : 'not-taken'
  }
