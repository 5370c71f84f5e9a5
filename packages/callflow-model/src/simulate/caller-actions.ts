/** What the person at the sample phone does, and which module gets it. */
import type { WaitingFor } from '../api/index.ts'
import type { CallerAction, SimulatedChoice, Simulation } from '../nodes/define-node.ts'
import { happens, type Line } from './simulated-line.ts'

/** What a module waits for. */
export type Wanted = Exclude<ReturnType<Simulation['next']>, { done: true }>['value']

/**
 * @returns what the module is resumed with; null where nobody does anything any more.
 * @source kazoo-callflow-semantics V1: keys at other moments are lost.
 */
export function nextAction(line: Line, wanted: Wanted, nodeId: string | null): CallerAction | null {
  const isListening = wanted.kind === 'digits' || wanted.kind === 'menu'
  if (!isListening) line.typedAhead = ''
  if (line.typedAhead !== '') return takeKeys(line, wanted, line.typedAhead)
  for (let action = line.does.shift(); action; action = line.does.shift()) {
    if ('hangup' in action) return action
    if ('outcome' in action && !isListening) return action
    const pressed = 'digits' in action ? action.digits : ''
    if (!isListening) {
      happens(line, 'caller', nodeId, { text: pressed })
      continue
    }
    if ('outcome' in action && wanted.choices.some(({ key }) => key === action.outcome)) {
      happens(line, 'caller', nodeId, { text: labelOf(wanted.choices, action.outcome) })
      return action
    }
    const text = pressed === '' ? `No key for ${Math.round((wanted.timeoutMs ?? 5000) / 100) / 10} s` : pressed
    const event = happens(line, 'caller', nodeId, { text })
    if (nodeId !== null) line.asked = { nodeId, event }
    return takeKeys(line, wanted, pressed)
  }
  return null
}

/** What the preview shows while the call waits. */
export const waitingFor = (wanted: Wanted, nodeId: string | null, choices: SimulatedChoice[]): WaitingFor => ({
  nodeId,
  kind: wanted.kind,
  text: wanted.text,
  choices: wanted.choices.length > 0 ? wanted.choices : choices,
  ...(wanted.maxDigits === undefined ? {} : { maxDigits: wanted.maxDigits }),
  ...(wanted.timeoutMs === undefined ? {} : { timeoutMs: wanted.timeoutMs }),
})

/**
 * A module takes as many keys as it asks for; the others are typed ahead. A key that ends the entry, pressed right
 * after an entry that was complete without it, comes while KAZOO listens to nothing: it is lost.
 */
function takeKeys(line: Line, wanted: Wanted, pressed: string): CallerAction {
  const most = wanted.maxDigits ?? 1
  const terminators = wanted.terminators ?? ''
  const end = [...pressed].findIndex((key) => terminators.includes(key))
  const taken = end >= 0 && end < most ? pressed.slice(0, end + 1) : pressed.slice(0, most)
  const rest = pressed.slice(taken.length)
  const isLateEnd = taken.length === most && rest !== '' && terminators.includes(rest.charAt(0))
  line.typedAhead = isLateEnd ? rest.slice(1) : rest
  return { digits: taken }
}

const labelOf = (choices: readonly SimulatedChoice[], key: string): string =>
  /^[0-9*#]+$/.test(key) ? key : (choices.find((choice) => choice.key === key)?.label ?? key)
