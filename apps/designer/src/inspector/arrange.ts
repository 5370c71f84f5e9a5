/** Puts chosen steps in line or at the same distance. */
import type { FlowNode } from '@callflow-studio/model'

export type Arrangement = 'alignLeft' | 'alignCenter' | 'alignTop' | 'distributeAcross' | 'distributeDown'
type Position = FlowNode['position']

/** @returns new positions by node id; the outermost steps of a distribution stay where they are. */
export function arrange(nodes: readonly FlowNode[], how: Arrangement): Record<string, Position> {
  const xs = nodes.map(({ position }) => position.x)
  const ys = nodes.map(({ position }) => position.y)
  const place = (each: (node: FlowNode) => Partial<Position>): Record<string, Position> =>
    Object.fromEntries(nodes.map((node) => [node.id, { ...node.position, ...each(node) }]))
  switch (how) {
    case 'alignLeft':
      return place(() => ({ x: Math.min(...xs) }))
    case 'alignCenter':
      return place(() => ({ x: (Math.min(...xs) + Math.max(...xs)) / 2 }))
    case 'alignTop':
      return place(() => ({ y: Math.min(...ys) }))
    case 'distributeAcross':
      return spread(nodes, 'x')
    case 'distributeDown':
      return spread(nodes, 'y')
  }
}

function spread(nodes: readonly FlowNode[], axis: 'x' | 'y'): Record<string, Position> {
  const sorted = nodes.toSorted((a, b) => a.position[axis] - b.position[axis])
  const first = sorted[0]?.position[axis] ?? 0
  const last = sorted.at(-1)?.position[axis] ?? 0
  const gap = sorted.length > 1 ? (last - first) / (sorted.length - 1) : 0
  return Object.fromEntries(
    sorted.map((node, index) => [node.id, { ...node.position, [axis]: Math.round(first + gap * index) }]),
  )
}
