/**
 * Steps and questions of a flow that answers TwiML: rows of verbs as `evaluate/twiml-format.ts` writes them, run in the
 * simulated KAZOO. No tokens are used up between verbs, and where a verb fails the caller is hung up.
 * @source docs/kazoo/protocol.md#accepted-twiml; docs/design.md#twiml-flows
 */
import { writeVerb } from '../kazoo/twiml-text.ts'
import type { RecordRequest } from '../nodes/contract/step-result.ts'
import { ANSWER, HANGUP, wholeSeconds } from '../nodes/parts/twiml.ts'
import type { CallState } from './call-state.ts'
import { entryEnds } from './entries.ts'
import type { FormatOptions, PossibleFormat } from './possible-format.ts'
import { type PossibleVerbs, possibleVerbs } from './possible-verbs.ts'
import { stepEnds } from './step-ends.ts'
import {
  both,
  type CallEnd,
  dropped,
  type Following,
  goesOn,
  lives,
  type Next,
  NOTHING_DONE,
  seenBy,
  type Turn,
} from './turns.ts'
import { type VerbEnd, verbEnds } from './verb-ends.ts'

/** Where KAZOO continues: after the verb, and where nothing was pressed or said. */
const CONTINUES = 'https://callflow.example/continues'
const SILENT = 'https://callflow.example/silent'
const ASKS = { action: CONTINUES, method: 'post' }
const redirectTo = (address: string): string =>
  writeVerb({ name: 'Redirect', attributes: { method: 'post' }, content: address })

export function createVerbsFormat(options: FormatOptions): PossibleFormat {
  const { moves, specialDays, version, onUnknownEnds } = options
  const known = new Map<string, readonly VerbEnd[]>()

  function endsOf(row: readonly string[]): readonly VerbEnd[] {
    const name = row.join('')
    const before = known.get(name)
    if (before) return before
    const found = verbEnds(row, version)
    if (!found) onUnknownEnds()
    known.set(name, found ?? [])
    return found ?? []
  }

  /** Each end of a row; `take` says what follows one that does not end the call. */
  function runs(
    state: CallState,
    row: readonly string[],
    turn: Turn,
    take: (after: CallState, end: VerbEnd) => { port: string | null; next: Next },
  ): Following[] {
    return endsOf(row).map((end) => {
      const lived = lives({ ...state, askedMs: 0, isFirst: false, isUnanswered: false }, end.livedThrough)
      const after = { ...lived.state, recordingEnd: end.state.recordingEnd ?? state.recordingEnd }
      const { port, next } = hasEnded(end) ? { port: null, next: endOf(end, after) } : take(after, end)
      const done: Turn = { ...turn, port, does: end.does, isAct: end.isAct }
      return { ...goesOn(done, next), silentMs: 'flow' in next || !isElsewhere(end) ? lived.silentMs : SERVER_FAILS }
    })
  }

  const endOf = ({ exit }: VerbEnd, after: CallState): CallEnd => {
    if (exit.kind === 'crashes') return { mayEnd: false, isTooQuick: false }
    if (exit.kind === 'ended' && exit.end === 'too-long') return { mayEnd: true, isTooQuick: false, isEndless: true }
    // The other server may fail, and then nobody is left.
    if (exit.kind === 'asks' && version !== '5') return { mayEnd: false, isTooQuick: false }
    return dropped(after)
  }

  const ofStep: PossibleFormat['ofStep'] = (state, node, module) => {
    const form = module.definition.forms?.twiml
    const turn = NOTHING_DONE(node)
    if (!form) return [goesOn({ ...turn, port: 'error' }, moves.fail(state, node))]
    const { goesOn: continues = 'next', mayPassOn = false } = form
    const possible = possibleVerbs(module, form, state.vars, state.flow, continues === 'asks' ? ASKS : {})
    return possible.flatMap(({ kind, verbs, holds }) => {
      if (kind === 'fails') return [goesOn({ ...turn, port: 'error', holds }, moves.fail(state, node))]
      if (kind === 'nothing') return [goesOn({ ...turn, port: '_', holds }, moves.follow(state, node, '_'))]
      const answer = form.needsAnsweredCall && state.isUnanswered ? [writeVerb(ANSWER)] : []
      const isLate = form.isFirstOnly === true && !state.isFirst
      const own = isLate ? [writeVerb(HANGUP)] : [...verbs, ...(mayPassOn ? [redirectTo(CONTINUES)] : [])]
      return runs(
        state,
        [...answer, ...own],
        { ...turn, holds },
        (after, { exit, state: { callStatus, dialStatus } }) => {
          if (exit.kind === 'next') return { port: '_', next: moves.follow(after, node, '_') }
          const wanted = form.exits?.(callStatus || dialStatus || '') ?? ['_']
          const port =
            wanted.find((key) => node.edgeByPort.has(key)) ?? (node.takesWildcard && wanted.includes('_') ? '_' : null)
          const unanswered = { ...after, isUnanswered: true }
          return { port, next: port === null ? dropped(after) : moves.follow(unanswered, node, port) }
        },
      )
    })
  }

  const ofQuestion: PossibleFormat['ofQuestion'] = (state, node, { ask, attempt }, visit) =>
    promptRows(state, ask.prompts).flatMap(({ kind, verbs, holds }) => {
      const turn = { ...NOTHING_DONE(node), holds }
      if (kind === 'fails') return [goesOn({ ...turn, port: 'error' }, moves.fail(state, node))]
      const gather = writeVerb({
        name: 'Gather',
        attributes: {
          ...ASKS,
          timeout: wholeSeconds(Math.max(ask.timeoutMs, ask.interdigitTimeoutMs)),
          numDigits: ask.maxDigits,
          finishOnKey: ask.terminator,
        },
        content: NESTED,
      })
      const nested = verbs.length > 0 ? verbs.join('') : writeVerb(ANSWER)
      const [silent] = endsOf([gather.replace(NESTED, () => nested), redirectTo(SILENT)])
      if (!silent) return []
      const { state: lived, silentMs } = lives(
        { ...state, askedMs: 0, isFirst: false, isUnanswered: false },
        silent.livedThrough,
      )
      if (hasEnded(silent)) return [{ ...goesOn(turn, endOf(silent, lived)), silentMs }]
      return entryEnds(lived, node, ask, attempt + 1, visit, options).map((next) => ({
        ...next,
        turn: { ...next.turn, holds: both(holds, next.turn.holds) },
        silentMs: Math.max(next.silentMs, silentMs),
      }))
    })

  const ofRecording: PossibleFormat['ofRecording'] = (state, node, record, turn) =>
    promptRows(state, record.prompts).flatMap(({ kind, verbs, holds }) => {
      const both = { ...turn, holds }
      if (kind === 'fails') return [goesOn({ ...both, port: 'error' }, moves.fail(state, node))]
      const spoken = record.prompts.length > 0 ? verbs : [writeVerb(ANSWER)]
      return runs(state, [...spoken, recordVerb(record), redirectTo(SILENT)], both, (after, { exit }) => {
        const isKept = exit.kind === 'asks' && exit.address === CONTINUES
        const recording = isKept ? { id: 'recording', url: 'https://callflow.example/recording' } : null
        const [end] = stepEnds(node, seenBy(after, { digits: '', recording, attempt: 1 }), {
          visit: '',
          askedMs: 0,
          specialDays,
        })
        const port = end?.result?.kind === 'go' ? end.result.port : null
        if (!end || port === null) return { port, next: moves.fail(after, node) }
        return { port, next: moves.follow({ ...after, vars: end.vars }, node, port) }
      })
    })

  /** All prompts in a row, for each combination of what they may be. */
  function promptRows(state: CallState, prompts: RecordRequest['prompts']): PossibleVerbs[] {
    let rows: PossibleVerbs[] = [{ kind: 'verbs', verbs: [], holds: null }]
    for (const { definition, json } of prompts) {
      const form = definition.forms?.twiml
      if (!form) return [{ kind: 'fails', verbs: [], holds: null }]
      const possible = possibleVerbs({ definition, json }, form, state.vars, state.flow, {})
      rows = rows.flatMap((row) =>
        row.kind === 'fails'
          ? [row]
          : possible.map(({ kind, verbs, holds }) => ({
              kind: kind === 'fails' ? ('fails' as const) : ('verbs' as const),
              verbs: [...row.verbs, ...verbs],
              holds: both(row.holds, holds),
            })),
      )
    }
    return rows
  }

  return {
    ofStep,
    ofQuestion,
    ofRecording,
    ofFallback: (state, fallback) =>
      typeof fallback === 'string'
        ? runs(state, [fallback], NOTHING_DONE(null), (after) => ({ port: null, next: dropped(after) }))
        : [],
  }
}

/** Stands for what is nested in a `Gather`. */
const NESTED = 'nested'
/** What callers hear of a server that fails after a TwiML answer (5 hangs up). */
const SERVER_FAILS = Number.POSITIVE_INFINITY

/** Whether KAZOO asks another server. */
const isElsewhere = ({ exit }: VerbEnd): boolean =>
  exit.kind === 'asks' && exit.address !== CONTINUES && exit.address !== SILENT

const hasEnded = (end: VerbEnd): boolean => (end.exit.kind !== 'next' && end.exit.kind !== 'asks') || isElsewhere(end)

const recordVerb = ({ maxSeconds, silenceSeconds, endKey, hasBeep }: RecordRequest): string =>
  writeVerb({
    name: 'Record',
    attributes: {
      ...ASKS,
      maxLength: maxSeconds,
      timeout: silenceSeconds,
      finishOnKey: endKey ?? undefined, // left out: any key
      playBeep: String(hasBeep),
    },
  })
