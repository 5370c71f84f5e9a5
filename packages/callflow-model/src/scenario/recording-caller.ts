/** A caller who decides as somebody else says, and writes down what happens as the lines of a scenario. */
import type { PreviewEvent, WaitingFor } from '../api/index.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import type { CallLine, SimulatedCaller } from '../simulate/next.ts'
import { shortenText } from '../templates/shorten-text.ts'
import { formatDuration } from './duration.ts'
import type { ScenarioEvent } from './scenario.ts'
import { firstHeard, lastStep } from './scripted-caller.ts'
import type { StepNames } from './step-names.ts'

export interface RecordingCaller extends SimulatedCaller {
  /** The lines so far; once the call is over also where it ended. */
  lines: (line: CallLine, isOver: boolean) => ScenarioEvent[]
}

/** @param caller decides what happens where the call waits, or meanwhile; nothing: it stays there */
export function createRecordingCaller(names: StepNames, caller: SimulatedCaller): RecordingCaller {
  const lines: ScenarioEvent[] = []
  let seen = 0
  let lastMs = 0

  /** @param atMs when it is done; null: as soon as the call waits for it */
  function write(call: CallLine, made: readonly ScenarioEvent[], atMs: number | null): void {
    const [heard] = heardIn(call.events.slice(seen))
    const sinceMs = heard ? (firstHeard(call.events.slice(seen), heard.hears)?.atMs ?? lastMs) : lastMs
    const after = atMs === null ? {} : { after: formatDuration(Math.max(0, Math.round(atMs - sinceMs))) }
    lines.push(
      ...(heard ? [heard] : []),
      ...made.map((line) => (typeof line === 'string' ? line : { ...line, ...after })),
    )
    seen = call.events.length
    lastMs = atMs ?? call.atMs
  }

  function meanwhile(call: CallLine, act: ReturnType<SimulatedCaller['during']>): typeof act {
    if (act)
      write(call, ['hangup' in act.does ? { 'hangs up': true } : { presses: act.does.digits }], call.atMs + act.afterMs)
    return act
  }

  return {
    during: (call, moment) => meanwhile(call, caller.during(call, moment)),
    duringRequest: (call, moment) => meanwhile(call, caller.duringRequest?.(call, moment) ?? null),
    acts(call, waiting) {
      const acts = caller.acts(call, waiting)
      let waitedMs: number | null = null
      for (const act of acts) {
        if ('waitMs' in act) waitedMs = act.waitMs
        else write(call, lineOf(act, waiting, names), waitedMs === null ? null : call.atMs + waitedMs)
      }
      return acts
    },
    lines(call, isOver) {
      const at = isOver ? lastStep(call.events) : null
      return [...lines, ...heardIn(call.events.slice(seen)), ...(at === null ? [] : [{ 'ends in': names.nameOf(at) }])]
    },
  }
}

const MAX_HEARD = 100

/** The first sentences of what was said last, which say best where the call is; of a long one its beginning. */
function heardIn(events: readonly PreviewEvent[]): { hears: string }[] {
  const said = events.findLast(({ kind, text }) => (kind === 'speech' || kind === 'media') && text?.trim())
  const words = (said?.text ?? '').replaceAll(/\s+/g, ' ').trim()
  return words === '' ? [] : [{ hears: firstSentences(words) }]
}

function firstSentences(words: string): string {
  let kept = ''
  for (const sentence of words.split(/(?<=[.!?])\s+/)) {
    const longer = kept === '' ? sentence : `${kept} ${sentence}`
    if (longer.length > MAX_HEARD) break
    kept = longer
  }
  return kept === '' ? shortenText(words, MAX_HEARD).trim() : kept
}

function lineOf(action: CallerAction, waiting: WaitingFor, names: StepNames): ScenarioEvent[] {
  if ('hangup' in action) return ['hangs up']
  if ('digits' in action) return action.digits === '' ? ['waits'] : [{ presses: action.digits }]
  const name = waiting.nodeId === null ? '' : names.nameOf(waiting.nodeId)
  const label = waiting.choices.find(({ key }) => key === action.outcome)?.label ?? action.outcome
  const outcome = `${name}, ${label.charAt(0).toLowerCase()}${label.slice(1)}`
  if (waiting.kind === 'ring') return [{ rings: outcome }]
  if (waiting.kind === 'choice') return [{ decides: outcome }]
  if (waiting.kind === 'message') return [{ records: action.outcome === waiting.choices[0]?.key ? name : outcome }]
  // A menu that is left without a key.
  return ['waits']
}
