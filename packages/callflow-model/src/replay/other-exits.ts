/** Where the trace of a replay differs from that of the log. */
import { Temporal } from 'temporal-polyfill'
import type { TraceEntry } from '../api/index.ts'
import type { FlowNode } from '../document/flow-document.ts'
import { portsOf } from '../nodes/index.ts'
import type { TestedFlow } from '../scenario/tested-flow.ts'
import type { LoggedRequest, ReplayGap } from './logged-call.ts'

export interface OtherExit {
  node: FlowNode
  /** The exits that it took in the call and in the replay; null where it is not reached. */
  logged: string | null
  replayed: string | null
  /** When it ran, ISO 8601. */
  at: string
}

/** @returns the first step of the studio that took another exit; null where there is none */
export function firstOtherExit(
  requests: readonly LoggedRequest[],
  replies: readonly { nodes: readonly TraceEntry[] }[],
  nodeOf: (nodeId: string) => FlowNode | undefined,
): OtherExit | null {
  for (const [index, { nodes, at }] of requests.entries()) {
    const others = replies[index]?.nodes
    if (!others) return null
    for (const [place, entry] of nodes.entries()) {
      const other = others[place]
      const isSame = other?.nodeId === entry.nodeId && other.kind === entry.kind && other.took === entry.took
      if (isSame) continue
      const node = nodeOf(entry.nodeId)
      if (!node) return null
      const replayed = other?.nodeId === entry.nodeId ? exitOf(other) : null
      return { node, logged: exitOf(entry), replayed, at }
    }
  }
  return null
}

const exitOf = ({ kind, took }: TraceEntry): string | null => took ?? (kind === 'failed' ? 'error' : null)

export function toGap({ node, logged, replayed }: OtherExit, tested: TestedFlow): ReplayGap {
  const name = tested.names.nameOf(node.id)
  const edges = tested.flows.find(({ document }) => document.nodes.includes(node))?.document.edges ?? []
  const label = (port: string): string => portsOf(node, edges).find(({ key }) => key === port)?.label ?? port
  const message =
    logged === null || replayed === null || logged === replayed
      ? `From “${name}” on, the replay does not take the path of the call.`
      : `“${name}” took ${label(logged)} in the call, and takes ${label(replayed)} in the replay.`
  return { nodeId: node.id, message }
}

/** The date on which a step ran, in its time zone. */
export function localDate({ node, at }: OtherExit, zoneOfFlow: string): string {
  const { timezone } = node.data
  const zone = typeof timezone === 'string' && timezone !== '' ? timezone : zoneOfFlow || 'UTC'
  try {
    return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString()
  } catch {
    return at.slice(0, 10) // A zone that the tz database does not know.
  }
}
