/** What the canvas shows of a flow's test coverage: what no test gets to, on the drawing and as a list. */
import { type FlowDocument, portsOf, titleOf } from '@callflow-studio/model'
import type { Coverage } from '@callflow-studio/model/scenario'

export interface CoverageView {
  /** Steps that no test gets to, by id. */
  steps: Readonly<Record<string, true>>
  /** Connections that no test takes, by edge id. */
  edges: Readonly<Record<string, true>>
  /** Exits that no test takes and that are not connected, as `step port`. */
  openPorts: Readonly<Record<string, true>>
}

/** A step that no test gets to, or an exit that none takes. */
export interface MissedPlace {
  nodeId: string
  title: string
  /** Null: the whole step. */
  exit: string | null
}

export function coverageView({ edges }: FlowDocument, { missedSteps, missedExits }: Coverage): CoverageView {
  const byExit = new Map(edges.map((edge) => [portKey(edge.source, edge.sourceHandle), edge.id]))
  const keys = missedExits.map(({ nodeId, port }) => portKey(nodeId, port))
  return {
    steps: mark(missedSteps),
    edges: mark(keys.flatMap((key) => byExit.get(key) ?? [])),
    openPorts: mark(keys.filter((key) => !byExit.has(key))),
  }
}

export const portKey = (nodeId: string, port: string): string => `${nodeId} ${port}`

/** @returns missed steps without their exits, and missed exits of other steps, in the order of the document */
export function missedPlaces(document: FlowDocument, { missedSteps, missedExits }: Coverage): readonly MissedPlace[] {
  const isMissed = new Set(missedSteps)
  return document.nodes.flatMap((node): MissedPlace[] => {
    const place = { nodeId: node.id, title: titleOf(node) }
    if (isMissed.has(node.id)) return [{ ...place, exit: null }]
    const ports = portsOf(node, document.edges)
    return missedExits
      .filter(({ nodeId }) => nodeId === node.id)
      .map(({ port }) => ({ ...place, exit: ports.find(({ key }) => key === port)?.label ?? port }))
  })
}

const mark = (keys: readonly string[]): Record<string, true> =>
  Object.fromEntries(keys.map((key): [string, true] => [key, true]))
