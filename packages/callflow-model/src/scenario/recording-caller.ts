/** A caller who decides as somebody else says, and writes down what happens as the lines of a scenario. */
import type { PreviewEvent, WaitingFor } from '../api/index.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import type { CallLine, SimulatedCaller } from '../simulate/next.ts'
import { shortenText } from '../templates/shorten-text.ts'
import type { ScenarioEvent } from './scenario.ts'
import { lastStep } from './scripted-caller.ts'
import type { StepNames } from './step-names.ts'

export interface RecordingCaller extends SimulatedCaller {
  /** The lines so far; once the call is over also where it ended. */
  lines: (line: CallLine, isOver: boolean) => ScenarioEvent[]
}

/** @param decide what happens where the call waits; null: it stays there */
export function createRecordingCaller(
  names: StepNames,
  decide: (line: CallLine, waiting: WaitingFor) => CallerAction | null,
): RecordingCaller {
  const lines: ScenarioEvent[] = []
  let seen = 0
  return {
    during: () => null,
    acts(call, waiting) {
      const action = decide(call, waiting)
      if (action === null) return []
      lines.push(...heardIn(call.events.slice(seen)), ...lineOf(action, waiting, names))
      seen = call.events.length
      return [action]
    },
    lines(call, isOver) {
      const at = isOver ? lastStep(call.events) : null
      return [...lines, ...heardIn(call.events.slice(seen)), ...(at === null ? [] : [{ 'ends in': names.nameOf(at) }])]
    },
  }
}

const MAX_HEARD = 60

/** The beginning of what was said last, which says best where the call is. */
function heardIn(events: readonly PreviewEvent[]): ScenarioEvent[] {
  const said = events.findLast(({ kind, text }) => (kind === 'speech' || kind === 'media') && text?.trim())
  const words = (said?.text ?? '').replaceAll(/\s+/g, ' ').trim()
  return words === '' ? [] : [{ hears: shortenText(words, MAX_HEARD).trim() }]
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
