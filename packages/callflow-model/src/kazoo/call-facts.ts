/**
 * The facts of a call, from the parameters of one Pivot request. Both request formats name the same things differently
 * (docs/kazoo/protocol.md#requests; kzt_kazoo.erl, kzt_twiml.erl); everything else sees only this.
 */
import { formatOfRequest, formatTraits } from './formats.ts'

export interface CallFacts {
  accountId: string
  callId: string
  to: string
  from: string
  toRealm: string
  fromRealm: string
  request: string
  requestRealm: string
  direction: string
  language: string
  status: string
  /** How a `Dial` ended, after which KAZOO comes back: completed, busy, no-answer, failed. TwiML only. */
  dialStatus: string
  callerName: string
  callerNumber: string
  userIds: string[]
  /** Collections by name; digits that came as one plain string stand under the key ''. */
  digits: Record<string, string>
  /** Custom-Application-Vars. */
  custom: Record<string, unknown>
  /** Custom-SIP-Headers. */
  sip: Record<string, unknown>
  recording: { url: string; id: string; duration: string }
  transcription: { id: string; status: string; text: string; url: string }
  /** Every parameter as it came, nested. */
  params: Record<string, unknown>
}

/**
 * @param params decoded parameters, nested (`{Digits: {pin: '0042'}}`), of form, query or JSON.
 * @returns the facts; what is missing is the empty text. Numbers become text, since form encoding has no others.
 * @throws never
 */
export function parseCallFacts(params: Record<string, unknown>): CallFacts {
  const read = (kazoo: string, twiml: string): string => text(params[kazoo] ?? params[twiml])
  return {
    accountId: read('Account-ID', 'AccountSid'),
    callId: read('Call-ID', 'CallSid'),
    to: text(params.To),
    from: text(params.From),
    toRealm: read('To-Realm', 'ToRealm'),
    fromRealm: read('From-Realm', 'FromRealm'),
    request: text(params.Request),
    requestRealm: text(params['Request-Realm']),
    direction: text(params.Direction),
    language: text(params.Language),
    status: read('Call-Status', 'CallStatus'),
    dialStatus: text(params.DialCallStatus),
    callerName: read('Caller-ID-Name', 'CallerName'),
    callerNumber: read('Caller-ID-Number', 'CallerNumber'),
    userIds: texts(params['User-ID']),
    digits: digitsOf(params.Digits),
    custom: customAreParams(params) ? setVariables(params) : record(params['Custom-Application-Vars']),
    sip: record(params['Custom-SIP-Headers']),
    recording: {
      url: read('Recording-Url', 'RecordingUrl'),
      id: read('Recording-ID', 'RecordingSid'),
      duration: read('Recording-Duration', 'RecordingDuration'),
    },
    transcription: {
      id: read('Transcription-ID', 'TranscriptionSid'),
      status: read('Transcription-Status', 'TranscriptionStatus'),
      text: read('Transcription-Text', 'TranscriptionText'),
      url: read('Transcription-Url', 'TranscriptionUrl'),
    },
    params,
  }
}

/** What KAZOO itself sends with the request format `twiml`; all others were set with `Set`. */
const TWIML_PARAMETERS: ReadonlySet<string> = new Set([
  ...['CallSid', 'AccountSid', 'From', 'FromRealm', 'To', 'ToRealm', 'CallStatus', 'ApiVersion', 'Direction'],
  ...['CallerName', 'CallerNumber', 'RecordingUrl', 'RecordingDuration', 'RecordingSid', 'Digits'],
  ...['TranscriptionSid', 'TranscriptionText', 'TranscriptionStatus', 'TranscriptionUrl'],
  ...['DialCallStatus', 'DialCallSid', 'DialCallDuration'],
])

/** Whether this is the name of a parameter of KAZOO's own, which a variable under the same name would hide. */
export const isTwimlParameter = (name: string): boolean => TWIML_PARAMETERS.has(name)

/** Whether custom variables of a request are parameters under their own names. */
export const customAreParams = (params: Record<string, unknown>): boolean =>
  formatTraits[formatOfRequest(params)].customAreParams

/** Each variable of a `Set` comes back under its own name, and is read as `custom`, as in the other format. */
const setVariables = (params: Record<string, unknown>): Record<string, unknown> =>
  record(Object.fromEntries(Object.entries(params).filter(([name]) => !isTwimlParameter(name))))

function text(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(text).filter((item) => item !== '')
  return text(value) === '' ? [] : [text(value)]
}

/** Most requests have no digits and no variables of their own. */
const NOTHING: Record<string, never> = Object.freeze(Object.create(null))

/** Without a prototype, so that a header called `constructor` is only that. */
function record(value: unknown): Record<string, unknown> {
  if (value === undefined) return NOTHING
  const copy: Record<string, unknown> = Object.create(null)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) Object.assign(copy, value)
  return copy
}

/** An object by collection name, or one string from older KAZOO and TwiML. */
function digitsOf(value: unknown): Record<string, string> {
  if (value === undefined) return NOTHING
  const digits: Record<string, string> = Object.create(null)
  if (typeof value === 'object' && value !== null)
    for (const [name, pressed] of Object.entries(value)) digits[name] = text(pressed)
  else digits[''] = text(value)
  return digits
}
