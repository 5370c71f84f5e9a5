/**
 * What may follow in a call: every end of the step where it is. It goes on as the evaluation and KAZOO's executor do (R2 to
 * R6 of docs/kazoo/semantics.md, sub-flows, failures), but takes every branch that cannot be excluded.
 */
import type { Proof } from '../api/index.ts'
import type { PreparedFlow, PreparedNode } from '../compile/prepared-flow.ts'
import { initialState } from '../evaluate/sub-flows.ts'
import type { KazooVersion } from '../kazoo/versions.ts'
import type { KazooStepDefinition } from '../nodes/contract/kazoo-step.ts'
import type { DayList } from '../nodes/contract/opening-hours.ts'
import type { AnswerModule } from '../nodes/contract/simulated-account.ts'
import type { CallerAction, SimulatedExit } from '../nodes/contract/simulation.ts'
import type { PassedValue } from '../nodes/contract/step-call.ts'
import type { Ask, Prompt, RecordRequest } from '../nodes/contract/step-result.ts'
import { definitionOf } from '../nodes/index.ts'
import { createExperience, type Experience, hearsSound, waitsFor, waitsInSilence } from '../simulate/experience.ts'
import { MODULE_COST, TOKENS, TOKENS_A_SECOND } from '../simulate/simulated-leg.ts'
import { toText } from '../templates/template.ts'
import type { CallState } from './call-state.ts'
import { type ModuleEnd, type ModuleEnds, moduleEnds, possibleData } from './module-ends.ts'
import type { SeenCall } from './possible-call.ts'
import { type ReplyWanted, type StepEnd, stepEnds } from './step-ends.ts'
import { ANY_VALUE, Unknown, unknownOf, type Variables, type World } from './values.ts'

/** How a call comes to be there. */
export interface Turn {
  nodeId: string | null
  /** The exit taken; null where there is none to name. */
  port: string | null
  does: readonly CallerAction[]
  /** The caller does something. */
  isAct: boolean
  reply: ReplyWanted | null
  /** Stands for the entry of this turn in what follows; its digits may be others of the same kind. */
  entry: string | null
  /** Facts that the step sets, such as `digits.pin`. */
  changes: readonly string[]
  /** Only in these worlds. */
  holds: ((world: World) => boolean) | null
}

/** The line drops, or the caller is where they wanted to be. */
export interface CallEnd {
  mayEnd: boolean
  /** KAZOO ends the call because too many quick steps came in a row. */
  isTooQuick: boolean
}

export interface Following {
  turn: Turn
  /** The longest silence up to there. */
  silentMs: number
  state: CallState | null
  /** Null while the call goes on. */
  end: CallEnd | null
}

export interface Walker {
  following: (state: CallState, visit: string) => Following[]
  first: CallState
  /** The fallback, when something fails that is no step. */
  fallback: CallState
  /** Why not everything could be looked at so far; null where everything could. */
  cutOff: () => Proof['cutOff']
}

const MAX_DEPTH = 20
const KEYS = '1234567890*#'
/** Above this an answer may be cut anywhere (docs/design.md#cuts). */
const LARGE_BYTES = 16 * 1024

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

export function createWalker({ flow, flowId, version, prepared, specialDays, entries }: WalkerOptions): Walker {
  let cutOff: Proof['cutOff'] = null
  const known = new Map<string, ModuleEnds>()
  const fallbacks = new Map<PreparedFlow, AnswerModule>()
  const large = new Map<PreparedFlow, boolean>()

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
  }

  function following(state: CallState, visit: string): Following[] {
    if (state.fallback) return ofModule(state, state.fallback)
    const { node } = state
    if (!node) return []
    if (node.problem !== null) return [goesOn(NOTHING_DONE(node), failed(state, node))]
    if (state.question) return ofQuestion(state, node, state.question, visit)
    return node.module ? ofKazooStep(state, node, node.module) : ofStudioStep(state, node, visit)
  }

  // ---------------------------------------------------------------------------------------------- the studio's steps

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
    if (!result) return [goesOn(turn('error'), failed(waited, node))]
    switch (result.kind) {
      case 'go':
        return [goesOn(turn(result.port), follow(waited, node, result.port))]
      case 'ask':
        return [goesOn(turn(null), { ...waited, question: { ask: result.ask, attempt: 0 } })]
      case 'record':
        return ofRecording(waited, node, result.record, turn('next'))
      case 'leave':
        return [goesOn(turn(null), left(waited, result.outputs))]
      case 'enter':
        return [goesOn(turn(null), entered(waited, node, result.flowId, result.inputs))]
      default:
        return []
    }
  }

  function entered(state: CallState, node: PreparedNode, id: string, inputs: readonly PassedValue[]): Next {
    const called = id === flowId ? flow : prepared(id)
    if (!called?.start || state.frames.length >= MAX_DEPTH) {
      if (!called) cutOff = 'sub-flow'
      return failed(state, node)
    }
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

  // ---------------------------------------------------------------------------------------------- questions

  function ofQuestion(
    state: CallState,
    node: PreparedNode,
    { ask, attempt }: NonNullable<CallState['question']>,
    visit: string,
  ): Following[] {
    const prompted = afterPrompts(state, ask.prompts)
    const answered = prompted.flatMap(({ at, failing, holds }) => {
      if (failing) return [goesOn({ ...NOTHING_DONE(node), holds, port: 'error' }, failed(at, node))]
      const listening = lives({ ...at, askedMs: 0 }, (experience) => waitsFor(experience, { kind: 'digits' }, true))
      return ofEntries(tokensAfter(tokensAfter(listening.state, 0), 0), node, ask, attempt + 1, visit).map((next) => ({
        ...next,
        turn: { ...next.turn, holds: both(holds, next.turn.holds) },
        silentMs: Math.max(next.silentMs, listening.silentMs),
      }))
    })
    return [...answered, ...tooQuick(state, NOTHING_DONE(node), ask.prompts.length + 2)]
  }

  /** One entry of each kind that the step tells apart. */
  function ofEntries(state: CallState, node: PreparedNode, ask: Ask, attempt: number, visit: string): Following[] {
    const found = new Map<string, Following>()
    const around = { visit: '', askedMs: 0, specialDays }
    const entry = `entry:${visit}`
    const portOf = (digits: string): string | null => {
      const answered = { digits: untilTerminator(digits, ask.terminator), recording: null, attempt }
      const [end] = stepEnds(node, seenBy(state, answered), around)
      return end?.result?.kind === 'go' ? end.result.port : null
    }
    for (const digits of ['', ...keysFor(ask, entries)]) {
      const taken = untilTerminator(digits, ask.terminator)
      const seen = seenBy(state, { digits: taken, recording: null, attempt })
      for (const { result, vars, holds } of stepEnds(node, seen, around)) {
        const port = result?.kind === 'go' ? result.port : null
        const asksAgain = result?.kind === 'ask' ? result.ask : null
        const kind = `${port} ${asksAgain?.prompts.length} ${digits === ''}`
        if (found.has(kind)) continue
        const turn: Turn = {
          ...NOTHING_DONE(node),
          port,
          does: [{ digits }],
          isAct: digits !== '',
          entry: digits === '' ? null : entry,
          holds: both(holds, (world) => {
            const other = world.get(entry)
            return other === undefined || portOf(toText(other)) === port
          }),
        }
        const waitedMs = digits === '' ? ask.timeoutMs : 0
        const tokens = refilled(state.tokens, waitedMs)
        const kept = {
          ...state,
          tokens,
          question: null,
          vars: taken === '' ? vars : withEntry(vars, node, taken, entry),
        }
        const next: Next = asksAgain
          ? { ...kept, question: { ask: asksAgain, attempt } }
          : port === null
            ? failed(kept, node)
            : follow(kept, node, port)
        found.set(kind, goesOn(turn, next))
      }
    }
    // An entry may fit a pattern that none of those tried fits.
    for (const port of [...node.edges.map((edge) => edge.port), ...node.openPorts]) {
      const kept = node.setsOn(port)
      if (kept.length === 0 || [...found.values()].some(({ turn }) => turn.port === port)) continue
      const vars = { ...state.vars, ...Object.fromEntries(kept.map((name) => [name, ANY_VALUE])) }
      const turn: Turn = { ...NOTHING_DONE(node), port, isAct: true, holds: () => false }
      found.set(port, goesOn(turn, follow({ ...state, question: null, vars }, node, port)))
    }
    return [...found.values()]
  }

  /** Everything before the message is one turn, and the message another. */
  function ofRecording(state: CallState, node: PreparedNode, record: RecordRequest, turn: Turn): Following[] {
    const recorded = afterPrompts(state, record.prompts).flatMap(({ at, failing, holds }) => {
      if (failing) return [goesOn({ ...turn, holds, port: 'error' }, failed(at, node))]
      const heard = lives({ ...at, askedMs: 0 }, (experience) => {
        if (record.hasBeep) hearsSound(experience, 'tone')
        waitsFor(experience, { kind: 'message' }, true)
      })
      let after = { ...heard.state, mayEnd: true }
      for (let module = 0; module < MODULES_OF_A_RECORDING; module++) after = tokensAfter(after, 0)
      const recording = { id: 'recording', url: 'https://callflow.example/recording' }
      const seen = seenBy(after, { digits: '', recording, attempt: 1 })
      return stepEnds(node, seen, { visit: '', askedMs: 0, specialDays }).map((end) => {
        const port = end.result?.kind === 'go' ? end.result.port : null
        const message: Turn = { ...turn, port, does: [{ outcome: 'message' }], isAct: true, holds }
        const next = port === null ? failed(after, node) : follow({ ...after, vars: end.vars }, node, port)
        return { ...goesOn(message, next), silentMs: heard.silentMs }
      })
    })
    return [...recorded, ...tooQuick(state, turn, record.prompts.length + MODULES_OF_A_RECORDING)]
  }

  function afterPrompts(state: CallState, prompts: readonly Prompt[]) {
    type Prompted = { at: CallState; failing: boolean; holds: Turn['holds'] }
    let all: Prompted[] = [{ at: state, failing: false, holds: null }]
    for (const { definition, json } of prompts)
      all = all.flatMap((before): Prompted[] => {
        if (before.failing) return [before]
        const { data, fails, isLeftOut } = possibleData(definition, json, before.at.vars, before.at.flow)
        if (fails === 'always') return [{ ...before, failing: true }]
        if (isLeftOut === 'always') return [before]
        const heard = data.flatMap((each) =>
          endsOf(definition, each.data, ['_']).map(
            ({ livedThrough, takesMs }): Prompted => ({
              at: tokensAfter(lives(before.at, livedThrough).state, takesMs),
              failing: false,
              holds: both(before.holds, each.holds),
            }),
          ),
        )
        return [
          ...heard,
          ...(fails ? [{ ...before, failing: true, holds: both(before.holds, fails) }] : []),
          ...(isLeftOut ? [{ ...before, holds: both(before.holds, isLeftOut) }] : []),
        ]
      })
    return all
  }

  // ---------------------------------------------------------------------------------------------- KAZOO's modules

  function ofKazooStep(state: CallState, node: PreparedNode, module: NonNullable<PreparedNode['module']>): Following[] {
    const { data, fails, isLeftOut } = possibleData(module.definition, module.json, state.vars, state.flow)
    const turn = NOTHING_DONE(node)
    const failing = goesOn({ ...turn, port: 'error', holds: fails === 'always' ? null : fails }, failed(state, node))
    if (fails === 'always') return [failing]
    const skipped = goesOn(
      { ...turn, port: '_', holds: isLeftOut === 'always' ? null : isLeftOut },
      follow(state, node, '_'),
    )
    if (isLeftOut === 'always') return [skipped]
    const returns = state.frames.length > 0 && node.takesWildcard && !node.edgeByPort.has('_')
    const childKeys = [...node.edges.map(({ port }) => port), ...(returns ? ['_'] : [])]
    const ran = data.flatMap((each) =>
      runs(state, module.definition, each.data, childKeys, { ...turn, holds: each.holds }, (after, key) =>
        // Only KAZOO itself says where it continues: a key without a child is none.
        node.edgeByPort.has(key) || (returns && key === '_') ? follow(after, node, key) : dropped(after),
      ),
    )
    return [...ran, ...(fails ? [failing] : []), ...(isLeftOut ? [skipped] : [])]
  }

  /** A module of the fallback: constant. */
  function ofModule(state: CallState, { module, data = {}, children = {} }: AnswerModule): Following[] {
    const definition = definitionOf(module)
    if (definition?.kind !== 'kazoo') return [goesOn(NOTHING_DONE(null), dropped(state))]
    return runs(state, definition, data, Object.keys(children), NOTHING_DONE(null), (after, key) => {
      const child = children[key]
      return child ? { ...after, fallback: child } : dropped(after)
    })
  }

  function runs(
    state: CallState,
    definition: KazooStepDefinition,
    data: Record<string, unknown>,
    childKeys: readonly string[],
    turn: Turn,
    take: (after: CallState, key: string) => Next,
  ): Following[] {
    const started = tokensAfter(state, 0)
    const ends = endsOf(definition, data, childKeys).map((end): Following => {
      const lived = lives({ ...started, askedMs: 0 }, end.livedThrough)
      const after = {
        ...lived.state,
        tokens: refilled(lived.state.tokens, end.takesMs),
      }
      const key = keyOf(end, childKeys)
      const done: Turn = {
        ...turn,
        port: key ?? keyTried(end),
        does: end.does,
        isAct: end.isAct,
        changes: definition.changes(data),
      }
      return { ...goesOn(done, key === null ? endOf(end.exit, after) : take(after, key)), silentMs: lived.silentMs }
    })
    return [...ends, ...tooQuick(state, turn, 1)]
  }

  function endsOf(definition: KazooStepDefinition, data: Record<string, unknown>, childKeys: readonly string[]) {
    const name = JSON.stringify([definition.type, data, childKeys])
    const before = known.get(name)
    const found = before ?? moduleEnds(definition, data, { childKeys, version })
    if (!before) known.set(name, found)
    if (!found.areAll) cutOff = 'module'
    return found.ends
  }

  // ---------------------------------------------------------------------------------------------- from step to step

  function follow(state: CallState, node: PreparedNode, port: string): Next {
    const edge = node.edgeByPort.get(port)
    if (!edge) return left(state, [])
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

  function left(state: CallState, outputs: readonly PassedValue[]): Next {
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

  /** The step's exit for failures, then that of each flow that called, then the fallback. */
  function failed(state: CallState, node: PreparedNode): Next {
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
    return { ...at, node: null, fallback: fallbackOf(at.flow), vars: {} }
  }

  function fallbackOf(of: PreparedFlow): AnswerModule {
    const before = fallbacks.get(of)
    const found = before ?? (JSON.parse(of.fallback.json) as AnswerModule)
    if (!before) fallbacks.set(of, found)
    return found
  }

  function isLarge(of: PreparedFlow): boolean {
    const before = large.get(of)
    if (before !== undefined) return before
    const bytes = [...of.nodes.values()].reduce((sum, { module }) => sum + (module?.json.bytes ?? 0), 0)
    large.set(of, bytes > LARGE_BYTES)
    return bytes > LARGE_BYTES
  }

  return {
    first,
    fallback: { ...first, node: null, fallback: fallbackOf(flow), vars: {} },
    following,
    cutOff: () => cutOff,
  }
}

/** Prompts apart: what is typed ahead, a beep, the start and the end of it, and the request. */
const MODULES_OF_A_RECORDING = 7

type Next = CallState | CallEnd

/** KAZOO may end the call at one of the next modules. */
function tooQuick(state: CallState, turn: Turn, modules: number): Following[] {
  if (state.tokens >= modules * MODULE_COST + TOKENS_A_SECOND) return []
  return [{ ...goesOn(turn, dropped(state)), end: { mayEnd: state.mayEnd, isTooQuick: true } }]
}

/** What was entered may be any other entry of its kind. */
function withEntry(vars: Variables, { sets }: PreparedNode, digits: string, entry: string): Variables {
  const own = sets.filter((name) => {
    const value = vars[name]
    return !(value instanceof Unknown) && toText(value) === digits
  })
  return own.length === 0 ? vars : { ...vars, ...Object.fromEntries(own.map((name) => [name, unknownOf(entry)])) }
}

/** Where the caller hangs up, no line drops. */
const endOf = ({ kind }: SimulatedExit, state: CallState): CallEnd =>
  kind === 'stays' || kind === 'caller-gone' ? { mayEnd: true, isTooQuick: false } : dropped(state)

const dropped = ({ mayEnd }: CallState): CallEnd => ({ mayEnd, isTooQuick: false })

/** Callers are taken not to hurry through prompts faster than KAZOO allows: once they act, it has all its tokens again. */
const goesOn = (turn: Turn, next: Next): Following => {
  if (!('flow' in next)) return { turn, silentMs: 0, state: null, end: next }
  return { turn, silentMs: next.silentMs, state: turn.isAct ? { ...next, tokens: TOKENS } : next, end: null }
}

const NOTHING_DONE = (node: PreparedNode | null): Turn => ({
  nodeId: node?.id ?? null,
  port: null,
  does: [],
  isAct: false,
  reply: null,
  entry: null,
  changes: [],
  holds: null,
})

const seenBy = ({ flow, flowId, vars }: CallState, answered: SeenCall['answered']): SeenCall => ({
  flow,
  flowId,
  vars,
  answered,
})

function lives(state: CallState, live: (experience: Experience) => void): { state: CallState; silentMs: number } {
  const experience = { ...createExperience(), silentMs: state.silentMs, mayEnd: state.mayEnd }
  experience.longestSilenceMs = experience.silentMs
  live(experience)
  return {
    state: { ...state, silentMs: experience.silentMs, mayEnd: experience.mayEnd },
    silentMs: experience.longestSilenceMs,
  }
}

const silent = (state: CallState, durationMs: number): CallState =>
  lives(state, (experience) => waitsInSilence(experience, durationMs)).state

const refilled = (tokens: number, durationMs: number): number =>
  Math.min(TOKENS, tokens + (durationMs * TOKENS_A_SECOND) / 1000)

/** R13: what is left once another module has started. */
const tokensAfter = (state: CallState, takesMs: number): CallState => ({
  ...state,
  tokens: Math.max(0, refilled(state.tokens - MODULE_COST, takesMs)),
})

/** The exit that KAZOO takes after a module; null where the call is over. */
function keyOf({ exit }: ModuleEnd, childKeys: readonly string[]): string | null {
  const wildcard = childKeys.includes('_') ? '_' : null
  switch (exit.kind) {
    case 'crash':
    case 'branch':
      return wildcard
    case 'continue':
      return exit.key !== undefined && childKeys.includes(exit.key) ? exit.key : wildcard
    case 'attempt':
      return exit.keys.find((key) => childKeys.includes(key)) ?? (exit.otherwise === 'continue' ? wildcard : null)
    default:
      return null
  }
}

const keyTried = ({ exit }: ModuleEnd): string | null => (exit.kind === 'attempt' ? (exit.keys[0] ?? null) : null)

const both = (one: Turn['holds'], other: Turn['holds']): Turn['holds'] =>
  one && other ? (world) => one(world) && other(world) : (one ?? other)

/** Each key, and numbers of each length, once with the same and once with different digits. */
function keysFor({ maxDigits }: Ask, entries: readonly string[]): string[] {
  if (maxDigits === 1) return [...KEYS]
  const lengths = Array.from({ length: Math.min(maxDigits, 16) }, (_, index) => index + 1)
  const numbers = lengths.flatMap((length) => ['1'.repeat(length), '1234567890123456'.slice(0, length)])
  return [...new Set([...entries.filter(({ length }) => length <= maxDigits), ...KEYS, ...numbers])]
}

function untilTerminator(keys: string, terminator: string): string {
  const end = keys.indexOf(terminator)
  return end < 0 ? keys : keys.slice(0, end)
}
