/**
 * What may follow in a call: every end of the step where it is. It goes on as the evaluation and KAZOO do (R2 to R6 of
 * docs/kazoo/semantics.md, docs/kazoo/protocol.md#accepted-twiml, sub-flows, failures), but takes every branch that cannot be
 * excluded.
 */
import type { Proof } from '../api/index.ts'
import type { PreparedFlow, PreparedNode } from '../compile/prepared-flow.ts'
import { initialState } from '../evaluate/sub-flows.ts'
import type { Format } from '../kazoo/formats.ts'
import type { KazooVersion } from '../kazoo/versions.ts'
import type { DayList } from '../nodes/contract/opening-hours.ts'
import type { AnswerModule } from '../nodes/contract/simulated-account.ts'
import { MODULE_COST, TOKENS } from '../simulate/simulated-leg.ts'
import { type CallState, NOTHING_SENT } from './call-state.ts'
import { createModulesFormat } from './modules-format.ts'
import { createMoves } from './moves.ts'
import type { FormatOptions, PossibleFormat } from './possible-format.ts'
import { type StepEnd, stepEnds } from './step-ends.ts'
import { type Following, goesOn, NOTHING_DONE, seenBy, silent, type Turn } from './turns.ts'
import { createVerbsFormat } from './verbs-format.ts'

export interface Walker {
  following: (state: CallState, visit: string) => Following[]
  first: CallState
  /** The fallback, when something fails that is no step. */
  fallback: CallState
  /** Why not everything could be looked at so far; null where everything could. */
  cutOff: () => Proof['cutOff']
}

export interface WalkerOptions {
  flow: PreparedFlow
  flowId: string
  version: KazooVersion
  /** The live version of another flow; null where there is none. */
  prepared: (flowId: string) => PreparedFlow | null
  specialDays: (table: string) => DayList | null
  /** Digits that are compared with somewhere. */
  entries: readonly string[]
}

const FORMATS: Readonly<Record<Format, (options: FormatOptions) => PossibleFormat>> = {
  kazoo: createModulesFormat,
  twiml: createVerbsFormat,
}

export function createWalker({ flow, flowId, version, prepared, specialDays, entries }: WalkerOptions): Walker {
  let cutOff: Proof['cutOff'] = null
  const moves = createMoves({
    resolve: (id) => (id === flowId ? flow : prepared(id)),
    fallbackOf: createFallbacks(),
    onUnknownFlow: () => {
      cutOff = 'sub-flow'
    },
  })
  const format = FORMATS[flow.settings.format]({
    moves,
    specialDays,
    known: entries,
    version,
    onUnknownEnds: () => {
      cutOff = 'module'
    },
  })

  const first: CallState = {
    node: flow.start,
    fallback: null,
    question: null,
    flow,
    flowId,
    frames: [],
    vars: initialState({ flow, flowId, version: 0 }).vars,
    silentMs: 0,
    mayEnd: false,
    askedMs: 0,
    tokens: TOKENS - MODULE_COST,
    ...NOTHING_SENT,
  }

  function following(state: CallState, visit: string): Following[] {
    const { node, fallback, question } = state
    if (fallback !== null) return format.ofFallback(state, fallback)
    if (!node) return []
    if (node.problem !== null) return [goesOn(NOTHING_DONE(node), moves.fail(state, node))]
    if (question) return format.ofQuestion(state, node, question, visit)
    return node.module ? format.ofStep(state, node, node.module) : ofStudioStep(state, node, visit)
  }

  function ofStudioStep(state: CallState, node: PreparedNode, visit: string): Following[] {
    const around = { visit, askedMs: state.askedMs, specialDays }
    return stepEnds(node, seenBy(state, null), around).flatMap((end) => {
      const waited = silent({ ...state, vars: end.vars, askedMs: state.askedMs + end.takesMs }, end.takesMs)
      return afterStep(waited, node, end).map((next) => ({
        ...next,
        silentMs: Math.max(next.silentMs, waited.silentMs),
      }))
    })
  }

  function afterStep(waited: CallState, node: PreparedNode, { result, reply, holds }: StepEnd): Following[] {
    const turn = (port: string | null): Turn => ({ ...NOTHING_DONE(node), port, reply, holds })
    if (!result) return [goesOn(turn('error'), moves.fail(waited, node))]
    switch (result.kind) {
      case 'go':
        return [goesOn(turn(result.port), moves.follow(waited, node, result.port))]
      case 'ask':
        return [goesOn(turn(null), { ...waited, question: { ask: result.ask, attempt: 0 } })]
      case 'record':
        return format.ofRecording(waited, node, result.record, turn('next'))
      case 'leave':
        return [goesOn(turn(null), moves.leave(waited, result.outputs))]
      case 'enter':
        return [goesOn(turn(null), moves.enter(waited, node, result.flowId, result.inputs))]
      default:
        return []
    }
  }

  const later = { ...first, isFirst: false }
  return {
    first,
    fallback: { ...later, node: null, fallback: createFallbacks()(flow, false), vars: {} },
    following,
    cutOff: () => cutOff,
  }
}

/** Modules of a fallback are told apart as objects, so each is read once. */
function createFallbacks() {
  const known = new Map<PreparedFlow, AnswerModule>()
  return (flow: PreparedFlow, isFirst: boolean): AnswerModule | string => {
    const { json, texts } = flow.fallback
    if (flow.settings.format === 'twiml') return isFirst ? texts.twiml.first : texts.twiml.later
    const read = known.get(flow) ?? (JSON.parse(json) as AnswerModule)
    known.set(flow, read)
    return read
  }
}
