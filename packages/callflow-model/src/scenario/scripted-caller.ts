/** The caller of a scenario: does what its lines say, one after the other, and notices where the call differs from them. */
import type { PreviewEvent, WaitingFor } from '../api/index.ts'
import type { TimedAction } from '../nodes/contract/simulation.ts'
import type { CallLine, Moment, SimulatedCaller } from '../simulate/next.ts'
import { parseDuration } from './duration.ts'
import { findOutcome, listOutcomes } from './outcomes.ts'
import { type ScenarioEvent, type ScenarioVerb, verbOf } from './scenario.ts'
import type { StepNames } from './step-names.ts'

/** The first line that differs. */
interface Difference {
  /** Of the line in `happens`. */
  index: number
  /** What the line says. */
  expected: string
  happened: string
}

export interface ScriptedCaller extends SimulatedCaller {
  /** The call is over, or stays where it is. @returns null where all lines have happened */
  finish: (line: CallLine, last: { ended: string } | { waiting: WaitingFor }) => Difference | null
  /** When each line happened, in milliseconds since the call began; those that did not are missing. */
  times: readonly number[]
}

/** @param events whose names all find a step */
export function createScriptedCaller(events: readonly ScenarioEvent[], names: StepNames): ScriptedCaller {
  const script = events.map((event) => readLine(event, names))
  const times: number[] = []
  let difference: Difference | null = null
  /** Where in the transcript the next thing is looked for, and where in its text. */
  let seen = { event: 0, offset: 0 }
  const lastMs = (): number => times.at(-1) ?? 0
  const line = (): ScriptLine | undefined => (difference ? undefined : script[times.length])
  const done = (atMs: number): void => void times.push(atMs)

  /** Ticks off what was to be heard or reached. @param nodeId the step that waits now */
  function advance(call: CallLine, nodeId: string | null): void {
    for (let next = line(); next; next = line()) {
      if (next.verb === 'hears') {
        const found = findHeard(call.events, next.text, seen)
        if (!found) return
        seen = found.seen
        done(found.atMs)
      } else if (next.verb === 'reaches') {
        const index = call.events.findIndex((event, at) => at >= seen.event && event.nodeId === next.nodeId)
        if (index < 0 && nodeId !== next.nodeId) return
        if (index >= 0) seen = { event: index, offset: 0 }
        done(call.events[index]?.atMs ?? call.atMs)
      } else return
    }
  }

  function differ(next: ScriptLine, happened: string): readonly TimedAction[] {
    difference = { index: times.length, expected: next.says, happened }
    return []
  }

  function during(call: CallLine, { durationMs }: Moment): ReturnType<SimulatedCaller['during']> {
    const last = lastMs()
    advance(call, null)
    const next = line()
    const isTimed = next?.verb === 'hangs up' || (next?.verb === 'presses' && next.afterMs !== null && next.text !== '')
    if (!next || !isTimed) return null
    // Without a time, callers hang up once they have heard it.
    if (next.afterMs === null && (times.length === 0 || lastMs() !== last || last >= call.atMs)) return null
    const afterMs = Math.max(0, lastMs() + (next.afterMs ?? 0) - call.atMs)
    if (afterMs >= durationMs) return null
    done(call.atMs + afterMs)
    seen = { event: call.events.length, offset: 0 }
    return { afterMs, does: next.verb === 'presses' ? { digits: next.text } : { hangup: true } }
  }

  /** A caller who hangs up at no certain time does so while they hear something. */
  function duringRequest(call: CallLine, moment: Moment): ReturnType<SimulatedCaller['during']> {
    advance(call, null)
    return line()?.afterMs === null ? null : during(call, moment)
  }

  function acts(call: CallLine, waiting: WaitingFor): readonly TimedAction[] {
    for (;;) {
      advance(call, waiting.nodeId)
      const next = line()
      if (!next) return []
      const action = actionFor(next, waiting)
      if (action === null) return differ(next, whatHappens(call.events, seen, waiting.text))
      if ('problem' in action) return differ(next, action.problem)
      const waitMs = next.afterMs === null ? 0 : Math.max(0, lastMs() + next.afterMs - call.atMs)
      done(call.atMs + waitMs)
      seen = { event: call.events.length, offset: 0 }
      if (next.verb === 'ends in') return []
      if (action.does) return waitMs > 0 ? [{ waitMs }, action.does] : [action.does]
    }
  }

  return {
    during,
    duringRequest,
    acts,
    times,
    finish(call, last) {
      advance(call, 'waiting' in last ? last.waiting.nodeId : null)
      const next = line()
      if (!next) return difference
      if (next.verb === 'ends in' && 'ended' in last && lastStep(call.events) === next.nodeId) {
        done(call.atMs)
        return line() ? endedBefore(call, last.ended) : null
      }
      return 'ended' in last ? endedBefore(call, last.ended) : null
    },
  }

  function endedBefore(call: CallLine, ended: string): Difference | null {
    const next = line()
    if (!next) return null
    const at = lastStep(call.events)
    const where = at === null ? '' : ` in “${names.nameOf(at)}”`
    const text = `The call was over${where}: ${ended}`
    differ(next, next.verb === 'hears' ? whatHappens(call.events, seen, text) : text)
    return difference
  }
}

// ------------------------------------------------------------------------------------------------ lines

/** A line of `happens`, read. */
interface ScriptLine {
  verb: ScenarioVerb
  /** What the line says, for messages: `hears “We are closed”`. */
  says: string
  /** Keys, or words. */
  text: string
  nodeId: string | null
  outcome: string | null
  afterMs: number | null
}

function readLine(event: ScenarioEvent, names: StepNames): ScriptLine {
  const verb = verbOf(event)
  const value = typeof event === 'string' ? true : (event as Record<string, unknown>)[verb]
  const text = typeof value === 'string' ? value : ''
  const after = typeof event === 'object' && 'after' in event ? event.after : undefined
  const isKeys = verb === 'presses'
  const { found, outcome } =
    text === '' || isKeys || verb === 'hears'
      ? { found: null, outcome: null }
      : OUTCOMES.has(verb)
        ? names.findWithOutcome(text)
        : { found: names.find(text), outcome: null }
  return {
    verb,
    says: text === '' ? verb : verb === 'hears' ? `hears “${text}”` : `${verb} ${text}`,
    text: isKeys && text === 'nothing' ? '' : text,
    nodeId: found?.ok ? found.step.node.id : null,
    outcome,
    afterMs: after === undefined ? null : parseDuration(after),
  }
}

/** Events that name a step and what comes of it. */
const OUTCOMES: ReadonlySet<ScenarioVerb> = new Set(['rings', 'records', 'decides'])

const KINDS: Readonly<Partial<Record<ScenarioVerb, readonly WaitingFor['kind'][]>>> = {
  rings: ['ring'],
  records: ['message'],
  decides: ['choice'],
  presses: ['digits', 'menu', 'message'],
  waits: ['digits', 'menu'],
}

/**
 * What a line does where the call waits.
 * @returns null where it does not fit there; `does: null` where it only says that the call is there
 */
function actionFor(next: ScriptLine, waiting: WaitingFor): { does: TimedAction | null } | { problem: string } | null {
  const { verb, nodeId, text, outcome } = next
  if (verb === 'hangs up') return { does: { hangup: true } }
  if (nodeId !== null && nodeId !== waiting.nodeId) return null
  if (verb === 'ends in') return { does: null }
  if (!KINDS[verb]?.includes(waiting.kind)) return null
  if (verb === 'presses' || verb === 'waits') return { does: { digits: verb === 'waits' ? '' : text } }
  if (outcome === null && verb === 'rings') return { does: null }
  const key = outcome === null ? waiting.choices[0]?.key : findOutcome(waiting.choices, outcome)
  if (key === undefined || key === null)
    return { problem: `“${outcome}” cannot come of it. It can be: ${listOutcomes(waiting.choices)}.` }
  return { does: { outcome: key } }
}

// ------------------------------------------------------------------------------------------------ the transcript

const isHeard = ({ kind }: PreviewEvent): boolean => kind === 'speech' || kind === 'media' || kind === 'tone'

interface Seen {
  event: number
  offset: number
}

/** Finds words after what was heard already, in the same sentence too. */
function findHeard(events: readonly PreviewEvent[], words: string, from: Seen): { seen: Seen; atMs: number } | null {
  const wanted = fold(words)
  for (let index = from.event; index < events.length; index++) {
    const event = events[index]
    if (!event || !isHeard(event)) continue
    const at = fold(event.text ?? '').indexOf(wanted, index === from.event ? from.offset : 0)
    if (at >= 0) return { seen: { event: index, offset: at + wanted.length }, atMs: event.atMs }
  }
  return null
}

/** The first time that these words are heard. */
export const firstHeard = (events: readonly PreviewEvent[], words: string): PreviewEvent | undefined => {
  const found = findHeard(events, words, { event: 0, offset: 0 })
  return found ? events[found.seen.event] : undefined
}

/** Case and line breaks do not count. */
const fold = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()

/** The step in which a call ended. */
export const lastStep = (events: readonly PreviewEvent[]): string | null =>
  events.findLast(({ nodeId, kind }) => nodeId !== null && kind !== 'end')?.nodeId ?? null

const MAX_SENTENCES = 3

function whatHappens(events: readonly PreviewEvent[], from: Seen, now: string): string {
  const heard = events.slice(from.event).filter(isHeard).slice(-MAX_SENTENCES)
  const sentences = heard.map(({ text = '' }) => `“${text}”`).join(', ')
  return sentences === '' ? `${now}${endsSentence(now)}` : `The caller heard ${sentences}. ${now}${endsSentence(now)}`
}

const endsSentence = (text: string): string => (/[.!?]$/.test(text) ? '' : '.')
