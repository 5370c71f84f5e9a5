/**
 * Ringing, as all ringing modules share it: exits by hangup cause or SIP code, and what a simulated call may meet.
 * @source docs/kazoo/semantics.md#which-child-runs-next, #r5
 */
import type { CheckScope } from '../contract/checks.ts'
import type { Quirk } from '../contract/kazoo-step.ts'
import type { FreePorts, Port } from '../contract/ports.ts'
import type { SimulatedCall, SimulatedChoice, SimulatedExit, Simulation } from '../contract/simulation.ts'

/** Causes in words, likeliest first, with the SIP code that usually comes with them. */
const CAUSES: Record<string, { label: string; sip: string; takesMs: number | null }> = {
  NO_ANSWER: { label: 'No answer', sip: 'sip:480', takesMs: null },
  USER_BUSY: { label: 'Busy', sip: 'sip:486', takesMs: 1000 },
  CALL_REJECTED: { label: 'Rejected', sip: 'sip:603', takesMs: 4000 },
  USER_NOT_REGISTERED: { label: 'Not registered', sip: 'sip:480', takesMs: 500 },
  NO_USER_RESPONSE: { label: 'Phone does not respond', sip: 'sip:408', takesMs: null },
  UNALLOCATED_NUMBER: { label: 'No such number', sip: 'sip:404', takesMs: 500 },
  NO_ROUTE_DESTINATION: { label: 'No carrier takes it', sip: 'sip:404', takesMs: 500 },
  NORMAL_TEMPORARY_FAILURE: { label: 'Temporary failure', sip: 'sip:503', takesMs: 500 },
  ORIGINATOR_CANCEL: { label: 'Cancelled', sip: 'sip:487', takesMs: 500 },
}
const causeOf = (key: string) => (Object.hasOwn(CAUSES, key) ? CAUSES[key] : undefined)
/** The SIP answer that a caller gets for a hangup cause. */
export const sipCodeOf = (cause: string): number =>
  Number(/^sip:(\d+)$/.exec(cause)?.[1] ?? causeOf(cause)?.sip.slice(4) ?? 480)
const RING_CAUSES = Object.keys(CAUSES).filter(
  (cause) => cause !== 'NO_ROUTE_DESTINATION' && cause !== 'ORIGINATOR_CANCEL',
)
/** Why carriers fail most often, in the order in which exits are offered. */
export const CARRIER_CAUSES = [
  'NO_ANSWER',
  'USER_BUSY',
  'CALL_REJECTED',
  'NO_ROUTE_DESTINATION',
  'UNALLOCATED_NUMBER',
  'NORMAL_TEMPORARY_FAILURE',
]

/** No phone to ring, for which 5 has names. */
const NOBODY_IN_5: readonly Port[] = [
  { key: 'NO_ENDPOINTS', label: 'No phone to ring' },
  { key: 'NOT_FOUND', label: 'User not found' },
]

const describe = (key: string): Port => ({
  key,
  label:
    causeOf(key)?.label ??
    NOBODY_IN_5.find((port) => port.key === key)?.label ??
    (key === '_' ? 'Otherwise' : key.startsWith('sip:') ? `SIP ${key.slice(4)}` : key),
})

const causePorts = (suggested: readonly string[]): FreePorts => ({
  addLabel: 'Add a reason',
  suggestions: suggested.map(describe),
  describe,
  refuse: (key) =>
    /^([A-Z][A-Z0-9_]*|sip:[1-6]\d\d)$/.test(key)
      ? null
      : 'A reason is a hangup cause such as USER_BUSY, or sip: and a SIP code such as sip:486.',
})

export const ringCausePorts = causePorts([
  'USER_BUSY',
  'NO_ANSWER',
  'CALL_REJECTED',
  ...RING_CAUSES.slice(3),
  'sip:486',
  'NO_ENDPOINTS',
])
export const carrierCausePorts = causePorts([...CARRIER_CAUSES, 'sip:503'])

/** Exits that only some KAZOOs take. @source docs/kazoo/versions.md#what-modules-do */
export function ringQuirks(_data: unknown, { connected }: Pick<CheckScope, 'connected'>): Quirk[] {
  const at = (keys: readonly string[], quirk: Omit<Quirk, 'field'>): Quirk[] =>
    keys.filter((key) => connected.has(key)).map((key) => ({ ...quirk, field: `port:${key}` }))
  return [
    ...at(['ORIGINATOR_CANCEL', 'sip:487'], {
      versions: ['5'],
      message: 'KAZOO 5 does not take this exit: it ends a call that is cancelled.',
      short: 'Not taken on KAZOO 5',
    }),
    ...at(['NORMAL_CLEARING'], {
      versions: ['5'],
      message: 'KAZOO 5 does not look for this exit. Connect another one too.',
      short: 'Not taken on KAZOO 5',
    }),
    ...at(
      NOBODY_IN_5.map(({ key }) => key),
      {
        versions: ['4.3', '5.0-dev'],
        message: 'Only KAZOO 5 takes this exit. Others take Not answered: connect that too.',
        short: 'Only on KAZOO 5',
      },
    ),
  ]
}

/** What the steps that ring phones have in common. */
export const RINGS_PHONES = {
  ports: (): readonly Port[] => [{ key: '_', label: 'Not answered' }],
  freePorts: ringCausePorts,
  quirks: ringQuirks,
  duration: 'seconds',
  footer: 'An answered call ends when either party hangs up.',
} as const

/** What a module may do with the outcome of one ring. */
export type RingOutcome = { answered: true; by?: 'caller' } | { answered: false; keys: string[]; isCancelled?: boolean }

/**
 * Rings once and waits for what happens.
 * @yields the outcomes that a caller or a called phone can cause; causes that have an exit of their own included.
 */
export function* ringOnce(
  call: SimulatedCall,
  text: string,
  timeoutS: number,
  causes: 'phones' | 'carrier',
): Generator<
  { kind: 'ring'; text: string; choices: SimulatedChoice[]; timeoutMs: number },
  RingOutcome,
  { digits: string } | { outcome: string; by?: 'caller' } | { hangup: true }
> {
  const timeoutMs = Math.max(0, timeoutS) * 1000
  const choices = ringChoices(causes, call.childKeys)
  const action = yield { kind: 'ring', text, choices, timeoutMs }
  const outcome = 'outcome' in action ? action.outcome : 'NO_ANSWER'
  if (outcome === 'answered') {
    call.wait(Math.min(timeoutMs, 5000))
    call.answer()
    call.notes('Answered')
    return { answered: true, ...('by' in action && action.by ? { by: action.by } : {}) }
  }
  if (outcome === 'no_endpoint') {
    call.notes('No phone to ring')
    return { answered: false, keys: call.version === '5' ? ['NO_ENDPOINTS'] : [] }
  }
  const cause = causeOf(outcome)
  call.wait(cause?.takesMs ?? timeoutMs)
  call.notes(describe(outcome).label ?? outcome)
  const keys = cause ? [outcome, cause.sip] : [outcome]
  if (call.version !== '5') return { answered: false, keys }
  const isCancelled = outcome === 'ORIGINATOR_CANCEL' || outcome === 'sip:487'
  return { answered: false, keys: keys.filter((key) => key !== 'NORMAL_CLEARING'), isCancelled }
}

/** KAZOO finds no phone to ring. 5 has exits for the reason. */
export function noPhoneToRing(
  call: SimulatedCall,
  reason: 'NO_ENDPOINTS' | 'NOT_FOUND' = 'NO_ENDPOINTS',
): SimulatedExit {
  call.notes('No phone to ring')
  return call.version === '5' ? { kind: 'attempt', keys: [reason], otherwise: 'continue' } : { kind: 'continue' }
}

/** The outcomes of a ring: answered, a cause (including those with their own exit), no phone to ring. */
export function ringChoices(causes: 'phones' | 'carrier', childKeys: readonly string[] = []): SimulatedChoice[] {
  const known = causes === 'phones' ? RING_CAUSES : CARRIER_CAUSES
  const drawn = childKeys.filter((key) => key !== '_' && !known.includes(key))
  return [
    { key: 'answered', label: 'Answered' },
    ...[...known, ...drawn].map((key) => ({ key, label: describe(key).label ?? key })),
    ...(causes === 'phones' ? [{ key: 'no_endpoint', label: 'No phone to ring' }] : []),
  ]
}

/** How long it rings before it fails for this cause. */
export const ringDurationMs = (cause: string, timeoutMs: number): number => causeOf(cause)?.takesMs ?? timeoutMs

/** One ring of phones: if answered, the call ends later; otherwise it continues. */
export function* ringPhones(call: SimulatedCall, timeoutS: number): Simulation {
  const outcome = yield* ringOnce(call, `${call.title} is ringing`, timeoutS, 'phones')
  if (outcome.answered) return conversationEnds(call, outcome.by)
  if (outcome.isCancelled) return CANCELLED
  return { kind: 'attempt', keys: outcome.keys, otherwise: 'continue' }
}

const CANCELLED: SimulatedExit = { kind: 'stop', why: 'The ringing was cancelled, and KAZOO ends the call.' }

/** Several rounds, as groups ring: an exit for the reason ends them, otherwise the next begins. */
export function* ringRounds(
  call: SimulatedCall,
  wanted: number,
  timeoutS: number,
  goesOnAfter: boolean | undefined,
): Simulation {
  const rounds = Math.min(wanted, 100)
  for (let round = 1; round <= rounds; round++) {
    const text = rounds === 1 ? `${call.title} is ringing` : `${call.title} is ringing, round ${round} of ${rounds}`
    const outcome = yield* ringOnce(call, text, timeoutS, 'phones')
    if (outcome.answered) return groupConversationEnds(call, outcome.by, goesOnAfter)
    if (outcome.isCancelled) return CANCELLED
    if (outcome.keys.some((key) => call.childKeys.includes(key)))
      return { kind: 'attempt', keys: outcome.keys, otherwise: 'continue' }
    if (outcome.keys.length === 0 || outcome.keys[0] === 'NO_ENDPOINTS') break
  }
  return { kind: 'continue' }
}

/** Answered: when the conversation ends, KAZOO stops; no exit is taken. */
export function conversationEnds(call: SimulatedCall, by?: 'caller'): SimulatedExit {
  const why = `${call.title} has answered. The call ends when either party hangs up.`
  return by ? { kind: 'caller-gone', why } : { kind: 'stop', why, isReached: true }
}

/** In 5 a group that has answered is a hard stop, which drops what waits, unless the step says otherwise. */
function groupConversationEnds(
  call: SimulatedCall,
  by: 'caller' | undefined,
  goesOnAfter: boolean | undefined,
): SimulatedExit {
  const exit = conversationEnds(call, by)
  const isHard = exit.kind === 'stop' && call.version === '5' && !goesOnAfter
  return isHard ? { ...exit, kind: 'hard-stop' } : exit
}
