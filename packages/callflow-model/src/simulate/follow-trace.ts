import { entersFlow, type SimulatedReply } from './place.ts'
import { recordEvent, type SimulatedLeg } from './simulated-leg.ts'
import { addToLastLine, noteStep } from './value-log.ts'

/**
 * Reports the studio steps between two modules: the studio has run them ahead, but they belong to the call
 * only once KAZOO has taken that branch.
 * @param from index of the trace entry that the call leaves; -1 at the root of an answer.
 * @param port the port taken there.
 * @returns index of the entry of the step where the next module stands; `from` where it belongs to the same step.
 */
export function followTrace(
  leg: SimulatedLeg,
  reply: SimulatedReply,
  from: number,
  port: string | null,
  titleOf: (nodeId: string) => string,
): number {
  const { nodes } = reply
  let at = from
  let left = port
  for (;;) {
    const next = nodes.findIndex((entry, index) => index > at && entry.from === at && leavesBy(entry.port, left))
    const entry = nodes[next]
    if (!entry) return at
    leg.passed.push({ reply, index: next })
    noteStep(leg, reply, next)
    const { nodeId, kind, took, detail } = entry
    // The start of a flow says nothing, and neither does that of a sub-flow just entered.
    const isStart = took === 'next' && (at === -1 ? leg.exchanges.length === 1 : entersFlow(nodes[at]))
    if (kind === 'ran' && !isStart)
      reportRun(leg, nodeId, took, detail === undefined ? null : `${titleOf(nodeId)}: ${detail}`)
    else if (kind === 'failed' || (kind === 'fallback' && nodes[at]?.kind !== 'failed')) {
      const errorPort = nodes.find((other) => other.from === next && other.kind !== 'fallback')?.port
      const text = [titleOf(nodeId), detail].filter(Boolean).join(': ')
      recordEvent(leg, 'failure', nodeId, { text, ...(errorPort ? { port: errorPort } : {}) })
    }
    if (kind === 'ran' || kind === 'failed') addToLastLine(leg)
    at = next
    left = null // the only entry that follows a step of the studio's own
    if (kind === 'sent' || kind === 'asks') return at
  }
}

/** A sub-flow that ends at an open `_` goes on at the `next` of the step that called it. */
const leavesBy = (port: string | null, left: string | null): boolean =>
  left === null || port === left || (left === '_' && port === 'next')

/** A step that asked the caller reports its port together with what was pressed. */
function reportRun(leg: SimulatedLeg, nodeId: string, took: string | undefined, text: string | null): void {
  const { asked } = leg
  leg.asked = null
  if (asked?.nodeId === nodeId && asked.event) {
    if (took !== undefined) asked.event.port = took
    return
  }
  recordEvent(leg, 'step', nodeId, {
    ...(text === null ? {} : { text }),
    ...(took === undefined ? {} : { port: took }),
  })
}
