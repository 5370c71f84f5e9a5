/**
 * What a call adds to the traffic of its flows: which steps it reached, which exits it took, where it ended. A call counts once
 * for each, however often it came by.
 */
import { knownEntries, pathBack } from '@callflow-studio/model'
import type { TraceEntry } from '@callflow-studio/model/api'
import type { StepsOfVersion } from './steps-of-version.ts'

/**
 * - `call`: it reached the flow. `failed`: and failed there
 * - `step`: it certainly reached the step; its milliseconds were spent in KAZOO there
 * - `exit`: it certainly took this exit
 * - `sent`: the step was in the last answer, and KAZOO tells nothing of it
 * - `end`: no further request came after this step
 * - `error`: the step failed
 */
type TrafficKind = 'call' | 'failed' | 'step' | 'exit' | 'sent' | 'end' | 'error'

/** Milliseconds by what is counted; the key is made by `trafficKey`. */
export type CallTraffic = Record<string, number>

export interface TrafficKey {
  flowId: string
  version: number
  kind: TrafficKind
  /** Empty where the flow itself is counted. */
  nodeId: string
  /** Empty but for exits. */
  port: string
}

const SEPARATOR = '\u0001'

const trafficKey = ({ flowId, version, kind, nodeId, port }: TrafficKey): string =>
  [flowId, version, kind, nodeId, port].join(SEPARATOR)

export function readTrafficKey(key: string): TrafficKey {
  const [flowId = '', version = '0', kind = 'step', nodeId = '', port = ''] = key.split(SEPARATOR)
  return { flowId, version: Number(version), kind: kind as TrafficKind, nodeId, port }
}

export interface TrafficRequest {
  flowId: string
  version: number
  /** Milliseconds since 1970. */
  at: number
  state: string
  askedFor: string | null
  nodes: readonly TraceEntry[]
}

/**
 * @param requests of one call, in their order
 * @param isOver no further request comes, though the last answer asks for one
 */
export function trafficOfCall(
  requests: readonly TrafficRequest[],
  isOver: boolean,
  stepsOf: (flowId: string, version: number) => StepsOfVersion,
): CallTraffic {
  const traffic: CallTraffic = {}
  requests.forEach((request, index) => {
    const { flowId, version, nodes, at, state } = request
    if (version === 0) return
    const next = requests[index + 1]
    const count = (kind: TrafficKind, nodeId = '', port = '', ms = 0): void => {
      const key = trafficKey({ flowId, version, kind, nodeId, port })
      traffic[key] = (traffic[key] ?? 0) + ms
    }
    count('call')
    if (state === 'error') count('failed')
    const known = knownEntries(nodes, next?.askedFor ?? null)
    nodes.forEach((entry, place) => {
      const from = nodes[entry.from]
      if (known.has(place)) {
        count('step', entry.nodeId)
        if (from && entry.port !== null) count('exit', from.nodeId, entry.port)
        if (entry.kind === 'ran' && entry.took !== undefined) count('exit', entry.nodeId, entry.took)
        if (entry.kind === 'failed') count('error', entry.nodeId)
      } else if (!next && entry.kind === 'sent') count('sent', entry.nodeId)
    })
    if (next) {
      const where = whereTimeWent(nodes, next.askedFor, stepsOf(flowId, version))
      if (where !== null) count('step', where, '', Math.max(0, next.at - at))
    } else if (isOver) {
      const last = lastKnown(request, known)
      if (last !== null) count('end', last)
    }
  })
  return traffic
}

/** A question takes its own time; before any other step that KAZOO comes back for, the last step that was sent did. */
function whereTimeWent(nodes: readonly TraceEntry[], cameBackFor: string | null, steps: StepsOfVersion): string | null {
  if (cameBackFor === null) return null
  if (steps.get(cameBackFor)?.asksCaller) return cameBackFor
  const sent = pathBack(nodes, cameBackFor).find((at) => nodes[at]?.kind === 'sent')
  return (sent === undefined ? undefined : nodes[sent]?.nodeId) ?? cameBackFor
}

/**
 * Where the caller was when nothing came any more. An answer with a single question, or a single step before it, leaves no doubt;
 * else it is the last step that is known.
 */
function lastKnown({ nodes, askedFor }: TrafficRequest, known: ReadonlySet<number>): string | null {
  const asked = nodes.filter(({ kind }) => kind === 'asks')
  if (asked.length === 1 && asked[0]) return asked[0].nodeId
  const last = [...known].at(-1)
  return (last === undefined ? undefined : nodes[last]?.nodeId) ?? askedFor
}
