/** Entering and leaving other flows (`flow.call`): a scope of variables of its own, inputs and outputs. */
import type { NameSet } from '../compile/name-sets.ts'
import type { PreparedNode } from '../compile/prepared-flow.ts'
import type { Json } from '../json.ts'
import { type PassedValue, StepFailure } from '../nodes/contract/step-call.ts'
import type { Frame, ResolvedFlow, SealedFrame } from './answer.ts'
import { assign } from './call-scope.ts'
import type { Evaluation } from './evaluation.ts'
import { change, type Path } from './path.ts'

const MAX_DEPTH = 20

/** @returns the variables with which a flow begins. */
export function initialState(at: ResolvedFlow): Pick<Path, 'vars' | 'sensitive'> {
  const vars = at.flow.defaults as Record<string, Json>
  const sensitive = Object.keys(vars).filter((name) => at.flow.feedsSensitive.has(name))
  return { vars, sensitive: sensitive.length > 0 ? new Set(sensitive) : null }
}

/** @throws StepFailure where the flow is gone or nested too deep */
export function enterFlow(
  evaluation: Evaluation,
  node: PreparedNode,
  path: Path,
  flowId: string,
  inputs: readonly PassedValue[],
): Path {
  if (path.frames.length >= MAX_DEPTH)
    throw new StepFailure('flow-call.too-deep', `Sub-flows are nested more than ${MAX_DEPTH} levels deep.`)
  const at = evaluation.input.resolve(flowId, null)
  if (!at?.flow.start) throw new StepFailure('flow-call.missing', 'The sub-flow is not published.')
  if (at.flow.settings.format !== path.at.flow.settings.format)
    throw new StepFailure('flow-call.other-format', 'The sub-flow answers in another format.')
  const frame: Frame = { at: path.at, node, vars: path.vars, sensitive: path.sensitive }
  let inside = change(path, { at, ...initialState(at), frames: [...path.frames, frame] })
  for (const { name, value, isSensitive } of inputs) inside = assign(inside, name, value, isSensitive)
  return inside
}

/**
 * The path of the calling flow, after its sub-flow has ended.
 * @param outputs what the `flow.end` handed back; a name that is not among them is a variable of the sub-flow.
 */
export function leaveFlow(path: Path, outputs: readonly PassedValue[]): { node: PreparedNode; path: Path } | null {
  const frame = path.frames.at(-1)
  if (!frame) return null
  const { at, vars, sensitive } = frame
  let outside = change(path, { at, vars, sensitive, frames: path.frames.slice(0, -1) })
  for (const { name, from } of frame.node.outputsFrom) {
    const output = outputs.find((candidate) => candidate.name === from)
    const value = output ? output.value : Object.hasOwn(path.vars, from) ? path.vars[from] : undefined
    outside = assign(outside, name, value, output ? output.isSensitive : path.sensitive?.has(from) === true)
  }
  return { node: frame.node, path: outside }
}

/** The calling flow as it was, without outputs: errors unwind. */
export function unwind(path: Path): { node: PreparedNode; path: Path } | null {
  const frame = path.frames.at(-1)
  if (!frame) return null
  const { at, vars, sensitive, node } = frame
  return { node, path: change(path, { at, vars, sensitive, frames: path.frames.slice(0, -1) }) }
}

/** Only variables that can still be read are sealed. */
export function sealedVariables(node: PreparedNode, path: Path): Record<string, Json> {
  const wanted = new Set(path.frames.at(-1)?.node.outputsFrom.map(({ from }) => from))
  return keep(path.vars, node.live, wanted)
}

export function sealedFrames(path: Path): SealedFrame[] {
  return path.frames.map(({ at, node, vars, sensitive }, depth) => {
    const wanted = new Set(path.frames[depth - 1]?.node.outputsFrom.map(({ from }) => from))
    const kept = keep(vars, node.liveAfter, wanted)
    return {
      flowId: at.flowId,
      version: at.version,
      nodeId: node.id,
      vars: kept,
      sensitive: Object.keys(kept).filter((name) => sensitive?.has(name)),
    }
  })
}

/** @returns the frames of a continuation; null where a flow or step in them is gone. */
export function openFrames(evaluation: Pick<Evaluation, 'input'>, sealed: readonly SealedFrame[]): Frame[] | null {
  const frames: Frame[] = []
  for (const { flowId, version, nodeId, vars, sensitive } of sealed) {
    const at = evaluation.input.resolve(flowId, version)
    const node = at?.flow.nodes.get(nodeId)
    if (!at || !node) return null
    frames.push({ at, node, vars, sensitive: sensitive.length > 0 ? new Set(sensitive) : null })
  }
  return frames
}

function keep(
  vars: Readonly<Record<string, Json>>,
  live: NameSet | null,
  wanted: ReadonlySet<string>,
): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(vars).filter(([name]) => live === null || live.has(name) || wanted.has(name)),
  )
}
