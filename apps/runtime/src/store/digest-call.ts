/** A call made of its requests: the row of the list, what it adds to the traffic, and the words by which it is found. */
import { knownEntries } from '@callflow-studio/model'
import { SLOW_MS, type TraceEntry } from '@callflow-studio/model/api'
import type { CallRecord, CallRow } from './call-store.ts'
import { type CallTraffic, trafficOfCall } from './call-traffic.ts'
import { MARK_OF, markOfFlow, markOfOutcome, wordsOfCall } from './call-words.ts'
import type { StepsOfVersion } from './steps-of-version.ts'

export interface CallDigest {
  row: CallRow
  traffic: CallTraffic
  words: string[]
  /** The flows that its requests reached, each once. */
  flows: { flowId: string; version: number }[]
}

/** What the page of a call is called by. */
const keyOfRequest = ({ id, callId }: Pick<CallRecord, 'id' | 'callId'>): string => callId || `request ${id}`

/** The request that is a call of its own; null where the key is a Call-ID. */
export function idOfKey(key: string): number | null {
  const id = /^request (\d{1,16})$/.exec(key)?.[1]
  return id === undefined ? null : Number(id)
}

/**
 * @param unsorted all requests of one call
 * @param endedBefore in milliseconds since 1970: a call whose last request is older, and whose answer waits for another one, has ended
 */
export function digestCall(
  unsorted: readonly [CallRecord, ...CallRecord[]],
  endedBefore: number,
  stepsOf: (flowId: string, version: number) => StepsOfVersion,
): CallDigest {
  const requests = [...unsorted].sort((a, b) => a.at - b.at || a.hop - b.hop || a.id - b.id)
  const [first = unsorted[0]] = requests
  const last = requests.at(-1) ?? first
  const failed = requests.findLast(({ state }) => state === 'error')
  const isOver = last.state === 'waiting' && last.at < endedBefore
  const traced = requests.map((request) => ({ ...request, nodes: readTrace(request.nodes) }))
  const isTest = requests.some((request) => request.isTest === 1)
  const slowestMs = Math.max(...requests.map(({ tookMs }) => tookMs))
  const outcome = isTest ? 'test' : first.hop === 0 ? 'refused' : failed ? 'error' : isOver ? 'ended' : last.state
  const flows = flowsOf(requests)
  const isSlow = slowestMs > SLOW_MS && !isTest
  const hasFailed = outcome === 'error' || outcome === 'refused'
  return {
    row: {
      id: first.id,
      key: keyOfRequest(first),
      callId: first.callId,
      lastId: Math.max(...requests.map(({ id }) => id)),
      at: first.at,
      lastAt: last.at,
      flowId: first.flowId,
      flowName: first.flowName,
      version: last.version,
      callerName: first.callerName,
      callerNumber: first.callerNumber,
      called: first.called,
      requests: requests.length,
      slowestMs,
      status: last.status,
      outcome,
      error: failed?.error ?? null,
      hasWarning: requests.some(({ warnings }) => warnings !== null) ? 1 : 0,
      slow: isSlow ? 1 : 0,
      failed: hasFailed ? 1 : 0,
    },
    traffic: isTest ? {} : trafficOfCall(traced, isOver, stepsOf),
    words: [
      ...wordsOfCall(requests, titlesOf(traced, stepsOf)),
      ...flows.flatMap(({ flowId, version }) => [markOfFlow(flowId), markOfFlow(flowId, version)]),
      markOfOutcome(outcome),
      ...(isSlow ? [MARK_OF.slow] : []),
      ...(hasFailed ? [MARK_OF.failed] : []),
    ],
    flows,
  }
}

/** @returns an empty trace where what is stored is none */
function readTrace(text: string): TraceEntry[] {
  try {
    const trace: unknown = JSON.parse(text)
    return Array.isArray(trace) ? trace : []
  } catch {
    return [] // a log that was damaged and repaired by hand
  }
}

/** Titles of the steps that a call is known to have passed, and of those that failed, in their order, each once. */
export function pathOf(
  requests: readonly CallRecord[],
  stepsOf: (flowId: string, version: number) => StepsOfVersion,
): string[] {
  const titles = requests.flatMap(({ flowId, version, nodes }, index) => {
    const trace = readTrace(nodes)
    const known = knownEntries(trace, requests[index + 1]?.askedFor ?? null)
    const steps = stepsOf(flowId, version)
    return trace.flatMap(({ nodeId, kind }, at) =>
      known.has(at) || kind === 'fallback' ? (steps.get(nodeId)?.title ?? []) : [],
    )
  })
  return [...new Set(titles)]
}

function titlesOf(
  requests: readonly { flowId: string; version: number; nodes: readonly TraceEntry[] }[],
  stepsOf: (flowId: string, version: number) => StepsOfVersion,
): Set<string> {
  const titles = new Set<string>()
  for (const { flowId, version, nodes } of requests) {
    const steps = stepsOf(flowId, version)
    for (const { nodeId } of nodes) {
      const step = steps.get(nodeId)
      if (step) titles.add(step.title)
    }
  }
  return titles
}

const flowsOf = (requests: readonly CallRecord[]): CallDigest['flows'] => [
  ...new Map(
    requests
      .filter(({ flowId }) => flowId !== '')
      .map(({ flowId, version }) => [`${version} ${flowId}`, { flowId, version }]),
  ).values(),
]
