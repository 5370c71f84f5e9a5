/**
 * The flow report: every path through a flow, sub-flows included, and how many requests KAZOO makes on it. It cuts as the
 * evaluator does along one path, where the table of cuts says what is cut on any path.
 */

import type { FlowPath, FlowReport } from '../api/validation.ts'
import { ANYTHING_BEFORE, type Before, either, NOTHING_BEFORE, reasonToCut, withModule } from './before.ts'
import { type CompileContext, flowOf } from './compile-context.ts'
import { MAX_INLINED_STEPS, MAX_LEVELS } from './find-cuts.ts'
import type { CutReason, PreparedEdge, PreparedFlow, PreparedNode } from './prepared-flow.ts'

type PathStep = FlowPath['steps'][number]

const MAX_PATHS = 200
/** Steps of all paths together. */
const MAX_STEPS = 20_000
const MAX_DEPTH = 20

/** A path that is being followed. Paths share the part that they have in common. */
interface Trail {
  flow: PreparedFlow
  flowId: string | null
  frames: readonly { flow: PreparedFlow; flowId: string | null; node: PreparedNode }[]
  before: Before
  levels: number
  least: number
  most: number | null
  cuts: FlowPath['cuts']
  last: { step: PathStep; node: PreparedNode; before: Trail['last'] } | null
}

/** @param context the flows that may be called; one that is not known is passed over as if it had changed everything */
export function reportPaths(flow: PreparedFlow, context: CompileContext = {}): FlowReport {
  const { ends, isComplete } = followPaths(flow, flow, NOTHING_BEFORE, context)
  const paths = ends.map(({ trail, backTo }) => ({
    steps: stepsOf(trail),
    requests: { least: trail.least, most: backTo === null ? trail.most : null },
    cuts: trail.cuts,
    backTo,
  }))
  return { paths, isComplete }
}

/**
 * What has happened once a sub-flow has ended, by any of its ways, and how many requests it takes at most.
 * @returns null for a flow that is not known, or has more ways than are looked at
 */
export function passThrough(
  flowId: string,
  before: Before,
  own: PreparedFlow,
  context: CompileContext,
): { after: Before; most: number | null; hasSeveralEnds: boolean } | null {
  const flow = flowOf(flowId, own, context)
  if (!flow) return null
  const { ends, isComplete } = followPaths(flow, own, before, context)
  if (!isComplete) return null
  const most = ends.map(({ trail, backTo }) => (backTo === null ? trail.most : null))
  return {
    after: ends.map(({ trail }) => trail.before).reduce(either, NOTHING_BEFORE),
    hasSeveralEnds: flow.hasSeveralEnds,
    most: most.some((count) => count === null) ? null : Math.max(0, ...most.map((count) => (count ?? 1) - 1)),
  }
}

/** @param own the flow that is compiled, which sub-flows may call too */
function followPaths(flow: PreparedFlow, own: PreparedFlow, before: Before, context: CompileContext) {
  const ends: { trail: Trail; backTo: string | null }[] = []
  /** Without a node: where a path ends. */
  const stack: { node: PreparedNode | null; trail: Trail; backTo?: string }[] = []
  const first: Trail = {
    flow,
    flowId: null,
    frames: [],
    before,
    levels: 0,
    least: 1,
    most: 1,
    cuts: [],
    last: null,
  }
  if (flow.start) stack.push({ node: flow.start, trail: first })
  let steps = 0
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (ends.length >= MAX_PATHS || ++steps > MAX_STEPS) return { ends, isComplete: false }
    if (!at.node) {
      ends.push({ trail: at.trail, backTo: at.backTo ?? null })
      continue
    }
    const next: typeof stack = []
    goThrough(at.node, at.trail, next)
    stack.push(...next.reverse())
  }
  return { ends, isComplete: true }

  function goThrough(node: PreparedNode, trail: Trail, next: typeof stack): void {
    const called = node.enters === null ? null : flowOf(node.enters, own, context)
    const isRecursive = called !== null && isWaiting(called, trail)
    if (called?.start && trail.frames.length < MAX_DEPTH && !isRecursive) {
      const frames = [...trail.frames, { flow: trail.flow, flowId: trail.flowId, node }]
      const entered = { ...noted(trail, node, null), flow: called, flowId: node.enters, frames, levels: trail.levels }
      next.push({ node: called.start, trail: entered })
      const error = node.edgeByPort.get('error')
      if (error) take(error, noted(trail, node, 'error'), next)
      return
    }
    const here = isRecursive ? { ...trail, most: null } : trail
    for (const edge of node.edges) take(edge, leaveBy(noted(here, node, edge.port), node, edge.port), next)
    for (const port of node.openPorts) leave(leaveBy(noted(here, node, port || null), node, port), next)
    if (node.module && !node.edgeByPort.has('_')) {
      const after = leaveBy(noted(trail, node, null), node, '_')
      if (node.takesWildcard) leave(after, next)
      else if (node.edges.length === 0) next.push({ node: null, trail: after })
    }
    if (node.definition === null) next.push({ node: null, trail: noted(trail, node, null) })
  }

  function take(edge: PreparedEdge, trail: Trail, next: typeof stack): void {
    const { target } = edge
    const after = cutBefore(target, reasonFor(edge, trail), trail)
    if (edge.cut !== 'back edge') next.push({ node: target, trail: after })
    else if (makesRequests(target, trail)) next.push({ node: null, trail: after, backTo: target.id })
    else next.push({ node: null, trail: after }) // loops in the server, and fails there
  }

  /** A flow that was called goes on where it was called. */
  function leave(trail: Trail, next: typeof stack): void {
    const frame = trail.frames.at(-1)
    if (!frame) {
      next.push({ node: null, trail })
      return
    }
    const { flow: outer, flowId, node } = frame
    const edge = node.edgeByPort.get('next')
    const isJoin = trail.flow.hasSeveralEnds && (edge?.target.steps ?? 0) > MAX_INLINED_STEPS
    const outside = { ...trail, flow: outer, flowId, frames: trail.frames.slice(0, -1) }
    if (!edge) leave(outside, next)
    else if (trail.before.hasEmitted && isJoin)
      next.push({ node: edge.target, trail: cutBefore(edge.target, 'join', outside) })
    else take(edge, outside, next)
  }
}

const noted = (trail: Trail, node: PreparedNode, port: string | null): Trail => ({
  ...trail,
  last: { step: { flowId: trail.flowId, nodeId: node.id, port }, node, before: trail.last },
})

/** What a step has done once a call has left it by a port. */
function leaveBy(trail: Trail, node: PreparedNode, port: string): Trail {
  if (node.enters !== null) return { ...trail, before: ANYTHING_BEFORE }
  if (node.asks > 0 && port !== 'error') {
    // These two are taken when the last attempt has failed, all others by any.
    const least = port === 'timeout' || port === 'invalid' ? node.asks : 1
    const most = trail.most === null ? null : trail.most + node.asks
    return { ...trail, least: trail.least + least, most, before: NOTHING_BEFORE, levels: 0 }
  }
  if (!node.module) return trail
  return { ...trail, levels: trail.levels + 1, before: withModule(trail.before, node) }
}

/** A flow that waits for itself to end is not followed again: it loops until KAZOO stops the call. */
const isWaiting = (flow: PreparedFlow, trail: Trail): boolean =>
  trail.flow === flow || trail.frames.some((frame) => frame.flow === flow)

function reasonFor(edge: PreparedEdge, { before, levels }: Trail): CutReason | null {
  if (!before.hasEmitted) return null
  return reasonToCut(edge, before) ?? (levels >= MAX_LEVELS ? 'size' : null)
}

function cutBefore(target: PreparedNode, reason: CutReason | null, trail: Trail): Trail {
  if (reason === null) return trail
  const most = trail.most === null ? null : trail.most + 1
  const cuts = [...trail.cuts, { nodeId: target.id, reason }]
  return { ...trail, least: trail.least + 1, most, cuts, before: NOTHING_BEFORE, levels: 0 }
}

/** Whether a call reaches KAZOO between a step and here. */
function makesRequests(from: PreparedNode, trail: Trail): boolean {
  for (let at = trail.last; at; at = at.before) {
    if (at.node.module || at.node.asks > 0) return true
    if (at.node === from) return false
  }
  return false
}

function stepsOf({ last }: Trail): PathStep[] {
  const steps: PathStep[] = []
  for (let at = last; at; at = at.before) steps.push(at.step)
  return steps.reverse()
}
