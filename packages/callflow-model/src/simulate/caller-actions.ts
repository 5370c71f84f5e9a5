/** What the person at the sample phone does, and which module gets it. */
import type { WaitingFor } from '../api/index.ts'
import type { CallerAction, PendingInput, SimulatedChoice } from '../nodes/contract/simulation.ts'
import type { SimulationInput } from './next.ts'
import { countActs, recordEvent, type SimulatedLeg } from './simulated-leg.ts'

const FIRST_KEY_MS = 5000
const isListening = ({ kind }: PendingInput): boolean => kind === 'digits' || kind === 'menu'

/**
 * @returns what the module is resumed with; or for what the call waits, where nobody does anything any more.
 * @source docs/kazoo/semantics.md#v1: keys at other moments are lost.
 */
export function nextAction(
  leg: SimulatedLeg,
  input: SimulationInput,
  wanted: PendingInput,
  nodeId: string | null,
): { does: CallerAction } | { waiting: WaitingFor } {
  for (;;) {
    const does = takeAction(leg, wanted, nodeId)
    if (does) return { does }
    const choices = nodeId === null ? [] : (input.choicesOf?.(nodeId) ?? [])
    const waiting = waitingFor(wanted, nodeId, choices)
    const further = leg.does.length > 0 ? [] : (input.caller?.acts(leg, waiting) ?? [])
    if (further.length === 0) return { waiting }
    leg.does.push(...further)
    leg.given += countActs(further)
  }
}

function takeAction(leg: SimulatedLeg, wanted: PendingInput, nodeId: string | null): CallerAction | null {
  const listens = isListening(wanted)
  if (!listens) leg.typedAhead = ''
  if (leg.typedAhead !== '') return takeKeys(leg, wanted, leg.typedAhead)
  let patienceMs = listens ? (wanted.timeoutMs ?? FIRST_KEY_MS) : Number.POSITIVE_INFINITY
  for (let action = leg.does[0]; action; action = leg.does[0]) {
    if ('waitMs' in action) {
      if (action.waitMs >= patienceMs) {
        leg.does[0] = { waitMs: action.waitMs - patienceMs }
        return pressesNothing(leg, wanted, nodeId)
      }
      leg.does.shift()
      leg.atMs += action.waitMs
      patienceMs -= action.waitMs
      continue
    }
    if ('during' in action && !isNow(action.during, wanted)) return listens ? pressesNothing(leg, wanted, nodeId) : null
    leg.does.shift()
    if ('hangup' in action) return action
    if ('outcome' in action && !listens) return action
    const pressed = 'digits' in action ? action.digits : ''
    if (!listens) {
      recordEvent(leg, 'caller', nodeId, { text: pressed })
      if (wanted.acceptsAnyKey && pressed !== '') return { digits: pressed }
      continue
    }
    if ('outcome' in action && wanted.choices.some(({ key }) => key === action.outcome)) {
      recordEvent(leg, 'caller', nodeId, { text: labelOf(wanted.choices, action.outcome) })
      return action
    }
    if (pressed === '') return pressesNothing(leg, wanted, nodeId)
    const event = recordEvent(leg, 'caller', nodeId, { text: pressed })
    if (nodeId !== null) leg.asked = { nodeId, event }
    return takeKeys(leg, wanted, pressed)
  }
  return null
}

const isNow = (during: string | undefined, { kind }: PendingInput): boolean =>
  during === undefined || during === (kind === 'ring' ? 'ringing' : 'entry')

/** The module waits as long as it may. */
function pressesNothing(leg: SimulatedLeg, wanted: PendingInput, nodeId: string | null): CallerAction {
  const text = `No key for ${Math.round((wanted.timeoutMs ?? FIRST_KEY_MS) / 100) / 10} s`
  const event = recordEvent(leg, 'caller', nodeId, { text })
  if (nodeId !== null) leg.asked = { nodeId, event }
  return { digits: '' }
}

/** What the preview shows while the call waits. */
const waitingFor = (wanted: PendingInput, nodeId: string | null, choices: SimulatedChoice[]): WaitingFor => ({
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
function takeKeys(leg: SimulatedLeg, wanted: PendingInput, first: string): CallerAction {
  const most = wanted.maxDigits ?? 1
  const terminators = wanted.terminators ?? ''
  let pressed = first
  for (;;) {
    const end = [...pressed].findIndex((key) => terminators.includes(key))
    const taken = end >= 0 && end < most ? pressed.slice(0, end + 1) : pressed.slice(0, most)
    const isComplete = taken.length === most || (taken.length <= end + 1 && end >= 0)
    if (!isComplete) {
      const [next, after] = leg.does
      if (next && 'hangup' in next && next.during === 'entry') {
        leg.does.shift()
        return next
      }
      const isInTime = next && 'waitMs' in next && next.waitMs < (wanted.interdigitMs ?? FIRST_KEY_MS)
      if (isInTime && after && 'digits' in after && after.during === undefined) {
        leg.does.splice(0, 2)
        pressed += after.digits
        continue
      }
    }
    const rest = pressed.slice(taken.length)
    const isLateEnd = taken.length === most && rest !== '' && terminators.includes(rest.charAt(0))
    leg.typedAhead = isLateEnd ? rest.slice(1) : rest
    return { digits: taken }
  }
}

const labelOf = (choices: readonly SimulatedChoice[], key: string): string =>
  /^[0-9*#]+$/.test(key) ? key : (choices.find((choice) => choice.key === key)?.label ?? key)
