/** A line of what happens, as a form edits it: the event of a scenario, taken apart. */
import { SCENARIO_EVENTS, type ScenarioEvent, type ScenarioVerb, verbOf } from '@callflow-studio/model/scenario'

export const VERBS = Object.keys(SCENARIO_EVENTS) as ScenarioVerb[]

export interface EventLine {
  verb: ScenarioVerb
  /** Words, keys or the name of a step; empty where the line has none. */
  text: string
  /** What comes of the step; empty: not said. */
  outcome: string
  /** How long after the line before it: `1.5 s`; empty: at once. */
  after: string
}

/** What the text of a line is. */
type LineText = 'words' | 'keys' | 'step' | 'none'

interface LineParts {
  text: LineText
  /** It stands alone without its text: `waits`. */
  isTextOptional?: boolean
  hasOutcome?: boolean
  hasAfter?: boolean
}

export const LINE_PARTS: Readonly<Record<ScenarioVerb, LineParts>> = {
  hears: { text: 'words' },
  presses: { text: 'keys', hasAfter: true },
  waits: { text: 'step', isTextOptional: true },
  rings: { text: 'step', hasOutcome: true, hasAfter: true },
  records: { text: 'step', isTextOptional: true, hasOutcome: true, hasAfter: true },
  decides: { text: 'step', hasOutcome: true, hasAfter: true },
  'hangs up': { text: 'none', hasAfter: true },
  reaches: { text: 'step' },
  'ends in': { text: 'step' },
}

/** @param split divides "Step, what comes of it" */
export function toLine(event: ScenarioEvent, split: (text: string) => { step: string; outcome: string }): EventLine {
  const verb = verbOf(event)
  if (typeof event === 'string') return { verb, text: '', outcome: '', after: '' }
  const value = (event as Record<string, unknown>)[verb]
  const text = typeof value === 'string' ? value : ''
  const after = 'after' in event ? (event.after ?? '') : ''
  if (!LINE_PARTS[verb].hasOutcome) return { verb, text, outcome: '', after }
  const { step, outcome } = split(text)
  return { verb, text: step, outcome, after }
}

/** @returns an event without a text where none is given yet, which is then told as a mistake */
export function toEvent({ verb, text, outcome, after }: EventLine): ScenarioEvent {
  const parts = LINE_PARTS[verb]
  if ((parts.isTextOptional && text === '') || (verb === 'hangs up' && after === ''))
    return verb as Extract<ScenarioEvent, string>
  const value = parts.text === 'none' ? true : outcome === '' ? text : `${text}, ${outcome}`
  return { [verb]: value, ...(parts.hasAfter && after !== '' ? { after } : {}) } as ScenarioEvent
}

/** The line with another verb: what still means something stays. */
export function withVerb(line: EventLine, verb: ScenarioVerb): EventLine {
  const [before, now] = [LINE_PARTS[line.verb], LINE_PARTS[verb]]
  return {
    verb,
    text: before.text === now.text ? line.text : '',
    outcome: '',
    after: now.hasAfter ? line.after : '',
  }
}
