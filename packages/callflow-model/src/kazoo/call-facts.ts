/**
 * The facts of a call, from the parameters of one Pivot request. Both request formats name the same things differently
 * (reference pivot-protocol: kzt_kazoo.erl, kzt_twiml.erl); everything else sees only this.
 */
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
 * @returns the facts; whatever is missing is the empty text. Numbers become text, since form encoding has no others.
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
    callerName: read('Caller-ID-Name', 'CallerName'),
    callerNumber: read('Caller-ID-Number', 'CallerNumber'),
    userIds: texts(params['User-ID']),
    digits: digitsOf(params.Digits),
    custom: record(params['Custom-Application-Vars']),
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

function text(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(text).filter((item) => item !== '')
  return text(value) === '' ? [] : [text(value)]
}

/** Without a prototype, so that a header called `constructor` is only that. */
function record(value: unknown): Record<string, unknown> {
  const copy: Record<string, unknown> = Object.create(null)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) Object.assign(copy, value)
  return copy
}

/** An object by collection name, or one string from older KAZOO and TwiML. */
function digitsOf(value: unknown): Record<string, string> {
  const digits: Record<string, string> = Object.create(null)
  if (typeof value === 'object' && value !== null)
    for (const [name, pressed] of Object.entries(value)) digits[name] = text(pressed)
  else if (value !== undefined) digits[''] = text(value)
  return digits
}
