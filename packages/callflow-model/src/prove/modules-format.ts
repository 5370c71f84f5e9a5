/**
 * Steps and questions of a flow that answers Callflow JSON: modules, each run in the simulated KAZOO.
 * @source docs/kazoo/semantics.md#r2, #r13
 */
import type { KazooStepDefinition } from '../nodes/contract/kazoo-step.ts'
import type { AnswerModule } from '../nodes/contract/simulated-account.ts'
import type { Prompt } from '../nodes/contract/step-result.ts'
import { definitionOf } from '../nodes/index.ts'
import { hearsSound, waitsFor } from '../simulate/experience.ts'
import type { CallState } from './call-state.ts'
import { entryEnds } from './entries.ts'
import { type ModuleEnd, type ModuleEnds, moduleEnds, possibleData } from './module-ends.ts'
import type { FormatOptions, PossibleFormat } from './possible-format.ts'
import { stepEnds } from './step-ends.ts'
import {
  both,
  dropped,
  endOf,
  type Following,
  goesOn,
  lives,
  type Next,
  NOTHING_DONE,
  refilled,
  seenBy,
  type Turn,
  tokensAfter,
  tooQuick,
} from './turns.ts'

export function createModulesFormat(options: FormatOptions): PossibleFormat {
  const { moves, specialDays, version, onUnknownEnds } = options
  const known = new Map<string, ModuleEnds>()

  const ofQuestion: PossibleFormat['ofQuestion'] = (state, node, { ask, attempt }, visit) => {
    const prompted = afterPrompts(state, ask.prompts)
    const answered = prompted.flatMap(({ at, failing, holds }) => {
      if (failing) return [goesOn({ ...NOTHING_DONE(node), holds, port: 'error' }, moves.fail(at, node))]
      const listening = lives({ ...at, askedMs: 0 }, (experience) => waitsFor(experience, { kind: 'digits' }, true))
      return entryEnds(tokensAfter(tokensAfter(listening.state, 0), 0), node, ask, attempt + 1, visit, options).map(
        (next) => ({
          ...next,
          turn: { ...next.turn, holds: both(holds, next.turn.holds) },
          silentMs: Math.max(next.silentMs, listening.silentMs),
        }),
      )
    })
    return [...answered, ...tooQuick(state, NOTHING_DONE(node), ask.prompts.length + 2)]
  }

  /** Everything before the message is one turn, and the message another. */
  const ofRecording: PossibleFormat['ofRecording'] = (state, node, record, turn) => {
    const recorded = afterPrompts(state, record.prompts).flatMap(({ at, failing, holds }) => {
      if (failing) return [goesOn({ ...turn, holds, port: 'error' }, moves.fail(at, node))]
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
        const next = port === null ? moves.fail(after, node) : moves.follow({ ...after, vars: end.vars }, node, port)
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

  const ofStep: PossibleFormat['ofStep'] = (state, node, module) => {
    const { data, fails, isLeftOut } = possibleData(module.definition, module.json, state.vars, state.flow)
    const turn = NOTHING_DONE(node)
    const failing = goesOn(
      { ...turn, port: 'error', holds: fails === 'always' ? null : fails },
      moves.fail(state, node),
    )
    if (fails === 'always') return [failing]
    const skipped = goesOn(
      { ...turn, port: '_', holds: isLeftOut === 'always' ? null : isLeftOut },
      moves.follow(state, node, '_'),
    )
    if (isLeftOut === 'always') return [skipped]
    const returns = state.frames.length > 0 && node.takesWildcard && !node.edgeByPort.has('_')
    const childKeys = [...node.edges.map(({ port }) => port), ...(returns ? ['_'] : [])]
    const ran = data.flatMap((each) =>
      runs(state, module.definition, each.data, childKeys, { ...turn, holds: each.holds }, (after, key) =>
        // Only KAZOO itself says where it continues: a key without a child is none.
        node.edgeByPort.has(key) || (returns && key === '_') ? moves.follow(after, node, key) : dropped(after),
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
    if (!found.areAll) onUnknownEnds()
    return found.ends
  }

  return {
    ofStep,
    ofQuestion,
    ofRecording,
    ofFallback: (state, fallback) => (typeof fallback === 'string' ? [] : ofModule(state, fallback)),
  }
}

/** Prompts apart: what is typed ahead, a beep, the start and the end of it, and the request. */
const MODULES_OF_A_RECORDING = 7

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
