/** Plays a walk with the simulated KAZOO of one version, and tells it as the walks tell what KAZOO did. */
import { sampleCallSchema } from '../api/index.ts'
import type { KazooVersion } from '../kazoo/versions.ts'
import type { TimedAction } from '../nodes/contract/simulation.ts'
import type { EndKind } from '../simulate/next.ts'
import { SAMPLE_CALL_ID, SAMPLE_LEG_ID } from '../simulate/pivot-request.ts'
import type { LineRequest, SimulatedLeg } from '../simulate/simulated-leg.ts'
import { type Walked, walkCall } from '../simulate/walk-call.ts'
import type { Seen, SeenRequest, Walk, WalkAction } from './kazoo-walks.ts'
import { accountOf } from './walk-account.ts'
import { STUDIO, serveWalk } from './walk-answers.ts'

/** Nobody presses anything: after so many time-outs it goes on for ever. */
const MAX_TIMEOUTS = 12
const IDLE_MS = 400
const FALLBACK = { module: 'tts', data: { text: 'FALLBACK' } }
const STACKED = { module: 'tts', data: { text: 'STACKED' } }

export async function playWalk(walk: Walk, version: KazooVersion): Promise<Seen> {
  const does = walk.does.flatMap(toAction)
  for (let timeouts = 0; ; timeouts++) {
    const walked = await walkCall({
      call: callOf(walk),
      does,
      startedAt: new Date('2026-11-24T09:30:00Z'),
      voiceUrl: walk.asks ?? `${STUDIO}/`,
      reqFormat: walk.format,
      profile: version,
      account: accountOf(walk),
      callflow: walk.call.below ? { waiting: [STACKED] } : { fallback: FALLBACK },
      ask: serveWalk(walk),
    })
    const { line: leg, last } = walked
    const timer = last.kind === 'waiting' ? last.for.choices.find(({ key }) => key === 'timer') : undefined
    if (last.kind === 'ended' || (last.for.kind === 'ring' && !timer) || timeouts === MAX_TIMEOUTS)
      return tell(leg, endOf(walk, walked))
    const first = timer ?? last.for.choices[0]
    // Where nobody does anything: no key is pressed, the likeliest outcome comes true.
    if (last.for.kind === 'digits' || last.for.kind === 'menu') does.push({ digits: '' })
    else does.push({ outcome: first?.key ?? '' })
  }
}

function callOf({ call }: Walk) {
  const callerNumber = call.callerNumber ?? '+14155550142'
  const { callerName = 'Alice', sip = {}, custom = {} } = call
  const facts = sampleCallSchema.parse({ from: '+14155550142', to: '+18005550199', callerName, callerNumber, sip })
  return { ...facts, custom: custom as Record<string, string> }
}

function toAction(action: WalkAction, index: number, all: WalkAction[]): TimedAction[] {
  const { digits, outcome, hangup, wait, fax, by } = action
  const during = action.during === undefined ? {} : { during: action.during }
  if (wait !== undefined) return [{ waitMs: wait }]
  if (fax) return [{ outcome: 'ON_FAX' }]
  if (outcome !== undefined) return [{ outcome, ...(by ? { by } : {}) }]
  if (digits !== undefined) return [{ digits, ...during }]
  if (!hangup) return []
  if (action.during !== undefined) return [{ hangup, ...during }]
  // 0.4 s after the last thing that happened: after keys, while KAZOO still waits for more.
  return all[index - 1]?.digits ? [{ hangup, during: 'entry' }] : [{ waitMs: IDLE_MS }, { hangup }]
}

// ------------------------------------------------------------------------------------------------ telling

function tell(leg: SimulatedLeg, end: Pick<Seen, 'end' | 'cause'>): Seen {
  return {
    steps: leg.steps.map(({ module, key, fate }) => {
      if (fate === 'jumped') return `${module}:>`
      return `${module}${fate === 'crashed' ? '!' : fate === 'skipped' ? '~' : ''}${key === null ? '' : `:${key}`}`
    }),
    hears: leg.heard,
    requests: leg.requests.map((request) => tellRequest(request, leg.requests[0] ?? request)),
    waits: leg.requests.flatMap(({ waitedMs }, index): [number, number][] =>
      waitedMs < 1000 ? [] : [[index + 1, Math.floor(waitedMs / 1000)]],
    ),
    ...end,
  }
}

const ENDS: Partial<Record<EndKind, string>> = {
  caller: 'ended by caller',
  kept: 'silence',
  'handed-away': 'handed away',
  'too-long': 'goes on',
}

function endOf({ does }: Walk, { last }: Walked): Pick<Seen, 'end' | 'cause'> {
  if (last.kind === 'waiting') return { end: last.for.kind === 'ring' ? 'still ringing' : 'goes on' }
  const { end, ending } = last
  const isLeft = end === 'silence' || end === 'kept' || end === 'handed-away'
  if (isLeft && does.some(({ hangup }) => hangup)) return { end: 'ended by caller' }
  if (ending && 'sipCode' in ending)
    return { end: ['response', ending.sipCode, ending.message].filter(Boolean).join(' ') }
  return { end: ENDS[end] ?? end, ...(ending ? { cause: ending.cause } : {}) }
}

/** These are told apart, or are named after the call itself. */
const UNTOLD: ReadonlySet<string> = new Set([
  ...['Account-ID', 'AccountSid', 'Call-ID', 'CallSid', 'Digits', 'Custom-Application-Vars', 'Custom-SIP-Headers'],
])

function tellRequest({ url, method, params, isSent }: LineRequest, first: LineRequest): SeenRequest {
  const names = [...new Set([...Object.keys(first.params), ...Object.keys(params)])]
  const changed = names
    .filter((name) => !UNTOLD.has(name) && params[name] !== first.params[name])
    .map((name) => [name, withoutIds(params[name] ?? null)])
  const vars = Object.entries(params['Custom-Application-Vars'] ?? {}).filter(([, value]) => value !== '')
  return {
    url: url.startsWith(STUDIO) ? url.slice(STUDIO.length) : url,
    ...(method === 'get' ? { method } : {}),
    ...(isSent ? {} : { sent: false as const }),
    ...(params.Digits === undefined ? {} : { digits: params.Digits }),
    ...(vars.length === 0 ? {} : { vars: Object.fromEntries(vars) }),
    ...(changed.length === 0 ? {} : { changed: Object.fromEntries(changed) }),
  }
}

/** Values that change from call to call. */
function withoutIds(value: unknown): unknown {
  if (value === SAMPLE_LEG_ID) return '<leg>'
  return typeof value === 'string' ? value.replace(SAMPLE_CALL_ID, '<Call-ID>') : value
}
