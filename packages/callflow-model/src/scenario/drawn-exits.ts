/** The exits of a drawing that calls can take: what coverage counts, and what suggested tests aim for. */
import type { FlowDocument, FlowNode } from '../document/flow-document.ts'
import { definitionOf, isStep, portsOf } from '../nodes/index.ts'

export interface DrawnExit {
  nodeId: string
  port: string
  /** Null where it is not connected, and the call leaves the flow there. */
  target: string | null
}

export interface DrawnExits {
  /** Steps that the start leads to, in the order of the document. */
  steps: readonly FlowNode[]
  /** Their exits, and that of the start. */
  exits: readonly DrawnExit[]
  startId: string | null
  exitsOf: (nodeId: string) => readonly DrawnExit[]
}

/** The fallback is left out: it is taken where something fails that cannot be foreseen. Documents never change. */
export function drawnExits(document: FlowDocument): DrawnExits {
  const known = KNOWN.get(document)
  if (known) return known
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  const byNode = new Map<string, DrawnExit[]>()
  const start = document.nodes.find(({ type }) => type === 'start')
  const reached = new Set(start ? [start.id] : [])
  // A set that grows while it is walked gives its new entries too.
  for (const id of reached) {
    const node = nodes.get(id)
    const exits = node ? exitsIn(node, document, nodes) : []
    byNode.set(id, exits)
    for (const { target } of exits) if (target !== null) reached.add(target)
  }
  const made: DrawnExits = {
    steps: document.nodes.filter(({ id, type }) => reached.has(id) && isStep(type)),
    exits: document.nodes.flatMap(({ id }) => byNode.get(id) ?? []),
    startId: start?.id ?? null,
    exitsOf: (nodeId) => byNode.get(nodeId) ?? [],
  }
  KNOWN.set(document, made)
  return made
}

const KNOWN = new WeakMap<FlowDocument, DrawnExits>()

/** An exit of KAZOO's that is not connected is not there for KAZOO, and a failure without a connection has the fallback. */
function exitsIn(node: FlowNode, document: FlowDocument, nodes: ReadonlyMap<string, FlowNode>): DrawnExit[] {
  const isStudio = definitionOf(node.type)?.kind === 'studio'
  const edges = document.edges.filter(({ source }) => source === node.id)
  return portsOf(node, document.edges).flatMap(({ key: port }) => {
    const target = edges.find(({ sourceHandle }) => sourceHandle === port)?.target ?? null
    const isThere = target === null ? isStudio && port !== 'error' : nodes.has(target)
    return isThere ? [{ nodeId: node.id, port, target }] : []
  })
}

export const exitKey = ({ nodeId, port }: Pick<DrawnExit, 'nodeId' | 'port'>): string => `${nodeId}\n${port}`
