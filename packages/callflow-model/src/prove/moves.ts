/**
 * From one step to the next as the evaluation goes: exits, sub-flows and failures.
 * @source docs/design.md#failures; docs/kazoo/semantics.md#r13
 */
import type { PreparedFlow, PreparedNode } from '../compile/prepared-flow.ts'
import { initialState } from '../evaluate/sub-flows.ts'
import type { PassedValue } from '../nodes/contract/step-call.ts'
import type { CallState } from './call-state.ts'
import { dropped, type Next, tokensAfter } from './turns.ts'
import { ANY_VALUE } from './values.ts'

export interface Moves {
  /** The call leaves a step by an exit. */
  follow(state: CallState, node: PreparedNode, port: string): Next
  /** The present flow ends. */
  leave(state: CallState, outputs: readonly PassedValue[]): Next
  enter(state: CallState, node: PreparedNode, flowId: string, inputs: readonly PassedValue[]): Next
  /** The step's exit for failures, then that of each flow that called, then the fallback. */
  fail(state: CallState, node: PreparedNode): Next
}

const MAX_DEPTH = 20
/** Above this an answer may be cut anywhere (docs/design.md#cuts). */
const LARGE_BYTES = 16 * 1024

export interface MovesOptions {
  /** Also the live version of other flows; null where there is none. */
  resolve: (flowId: string) => PreparedFlow | null
  fallbackOf: (flow: PreparedFlow, isFirst: boolean) => CallState['fallback']
  /** A flow that is entered is not known. */
  onUnknownFlow: () => void
}

export function createMoves({ resolve, fallbackOf, onUnknownFlow }: MovesOptions): Moves {
  const large = new Map<PreparedFlow, boolean>()

  function follow(state: CallState, node: PreparedNode, port: string): Next {
    const edge = node.edgeByPort.get(port)
    if (!edge) return leave(state, [])
    const { target } = edge
    const mayAsk =
      edge.cut !== null ||
      target.looksUp ||
      target.writes ||
      target.readsClock ||
      target.reads.some(([root]) => root !== 'vars') ||
      isLarge(state.flow) ||
      state.frames.length > 0
    const next = { ...state, node: target, question: null }
    return mayAsk ? tokensAfter(next, 0) : next
  }

  function leave(state: CallState, outputs: readonly PassedValue[]): Next {
    const frame = state.frames.at(-1)
    if (!frame) return dropped(state)
    const values = frame.node.outputsFrom.map(({ name, from }) => {
      const output = outputs.find((candidate) => candidate.name === from)
      return [name, (output ? output.value : state.vars[from]) ?? ''] as const
    })
    const { flow: outer, flowId: outerId, node } = frame
    const outside = {
      ...state,
      flow: outer,
      flowId: outerId,
      frames: state.frames.slice(0, -1),
      vars: { ...frame.vars, ...Object.fromEntries(values) },
    }
    return follow(outside, node, 'next')
  }

  function fail(state: CallState, node: PreparedNode): Next {
    let at: CallState = { ...state, question: null }
    let failing: PreparedNode | undefined = node
    while (failing) {
      if (failing.definition?.kind === 'studio' && failing.edgeByPort.has('error'))
        return follow({ ...at, vars: { ...at.vars, error: ANY_VALUE } }, failing, 'error')
      const frame = at.frames.at(-1)
      if (frame)
        at = { ...at, flow: frame.flow, flowId: frame.flowId, frames: at.frames.slice(0, -1), vars: frame.vars }
      failing = frame?.node
    }
    return { ...at, node: null, fallback: fallbackOf(at.flow, at.isFirst), vars: {} }
  }

  function enter(state: CallState, node: PreparedNode, id: string, inputs: readonly PassedValue[]): Next {
    const called = resolve(id)
    if (!called) onUnknownFlow()
    const isOther = called?.settings.format !== state.flow.settings.format
    if (!called?.start || isOther || state.frames.length >= MAX_DEPTH) return fail(state, node)
    const frame = { flow: state.flow, flowId: state.flowId, node, vars: state.vars }
    const inside = Object.fromEntries(inputs.map(({ name, value }) => [name, value ?? '']))
    return {
      ...state,
      node: called.start,
      flow: called,
      flowId: id,
      frames: [...state.frames, frame],
      vars: { ...initialState({ flow: called, flowId: id, version: 0 }).vars, ...inside },
    }
  }

  function isLarge(of: PreparedFlow): boolean {
    const before = large.get(of)
    if (before !== undefined) return before
    const bytes = [...of.nodes.values()].reduce((sum, { module }) => sum + (module?.json.bytes ?? 0), 0)
    large.set(of, bytes > LARGE_BYTES)
    return bytes > LARGE_BYTES
  }

  return { follow, leave, enter, fail }
}
