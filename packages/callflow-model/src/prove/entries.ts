/** What a caller may enter where a step asks: one entry of each kind that the step tells apart. */
import type { PreparedNode } from '../compile/prepared-flow.ts'
import type { DayList } from '../nodes/contract/opening-hours.ts'
import type { Ask } from '../nodes/contract/step-result.ts'
import { toText } from '../templates/template.ts'
import type { CallState } from './call-state.ts'
import type { Moves } from './moves.ts'
import { stepEnds } from './step-ends.ts'
import { both, type Following, goesOn, type Next, NOTHING_DONE, refilled, seenBy, type Turn } from './turns.ts'
import { ANY_VALUE, Unknown, unknownOf, type Variables } from './values.ts'

const KEYS = '1234567890*#'

export interface EntriesOptions {
  moves: Moves
  specialDays: (table: string) => DayList | null
  /** Digits that are compared with somewhere. */
  known: readonly string[]
}

/**
 * @param state where the caller enters something
 * @param attempt which question of this visit it is, from 1
 */
export function entryEnds(
  state: CallState,
  node: PreparedNode,
  ask: Ask,
  attempt: number,
  visit: string,
  { moves, specialDays, known }: EntriesOptions,
): Following[] {
  const found = new Map<string, Following>()
  const around = { visit: '', askedMs: 0, specialDays }
  const entry = `entry:${visit}`
  const portOf = (digits: string): string | null => {
    const answered = { digits: untilTerminator(digits, ask.terminator), recording: null, attempt }
    const [end] = stepEnds(node, seenBy(state, answered), around)
    return end?.result?.kind === 'go' ? end.result.port : null
  }
  for (const digits of ['', ...keysFor(ask, known)]) {
    const pressed = untilTerminator(digits, ask.terminator)
    const taken = pressed === '' ? '' : (state.recordingEnd ?? pressed)
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
        entry: digits === '' || state.recordingEnd !== null ? null : entry,
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
        vars: taken === '' || state.recordingEnd !== null ? vars : withEntry(vars, node, taken, entry),
      }
      const next: Next = asksAgain
        ? { ...kept, question: { ask: asksAgain, attempt } }
        : port === null
          ? moves.fail(kept, node)
          : moves.follow(kept, node, port)
      found.set(kind, goesOn(turn, next))
    }
  }
  // An entry may fit a pattern that none of those tried fits.
  for (const port of [...node.edges.map((edge) => edge.port), ...node.openPorts]) {
    const kept = node.setsOn(port)
    if (kept.length === 0 || [...found.values()].some(({ turn }) => turn.port === port)) continue
    const vars = { ...state.vars, ...Object.fromEntries(kept.map((name) => [name, ANY_VALUE])) }
    const turn: Turn = { ...NOTHING_DONE(node), port, isAct: true, holds: () => false }
    found.set(port, goesOn(turn, moves.follow({ ...state, question: null, vars }, node, port)))
  }
  return [...found.values()]
}

/** What was entered may be any other entry of its kind. */
function withEntry(vars: Variables, { sets }: PreparedNode, digits: string, entry: string): Variables {
  const own = sets.filter((name) => {
    const value = vars[name]
    return !(value instanceof Unknown) && toText(value) === digits
  })
  return own.length === 0 ? vars : { ...vars, ...Object.fromEntries(own.map((name) => [name, unknownOf(entry)])) }
}

/** Each key, and numbers of each length, once with the same and once with different digits. */
function keysFor({ maxDigits }: Ask, entries: readonly string[]): string[] {
  if (maxDigits === 1) return [...KEYS]
  const lengths = Array.from({ length: Math.min(maxDigits, 16) }, (_, index) => index + 1)
  const numbers = lengths.flatMap((length) => ['1'.repeat(length), '1234567890123456'.slice(0, length)])
  return [...new Set([...entries.filter(({ length }) => length <= maxDigits), ...KEYS, ...numbers])]
}

function untilTerminator(keys: string, terminator: string): string {
  const end = terminator === '' ? -1 : keys.indexOf(terminator)
  return end < 0 ? keys : keys.slice(0, end)
}
