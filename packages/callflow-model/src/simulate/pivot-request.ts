/**
 * The request that KAZOO makes at a `pivot`, to the letter: names, nesting, encoding.
 * @source docs/kazoo/protocol.md#requests, #encoding; docs/kazoo/semantics.md#v4, #r14
 */
import type { SampleCall } from '../api/index.ts'
import type { WireRequest } from '../api/preview.ts'
import type { Format } from '../kazoo/formats.ts'
import type { PivotTarget } from '../nodes/contract/simulation.ts'
import { requestVariables, type TwimlState } from './twiml-state.ts'

/** What KAZOO has gathered in this call. */
export interface Gathered {
  call: SampleCall
  /** By name of the collection; those in which nothing was pressed are not sent. */
  collections: ReadonlyMap<string, string>
  custom: ReadonlyMap<string, unknown>
  /** V4: the caller and the language as modules have changed them; those of the call if left out. */
  facts?: { callerName: string; callerNumber: string; language: string }
  /** What TwiML answers have set. */
  twiml?: TwimlState
}

type Params = Record<string, unknown>

/** The same in every request of a call, as long as nobody transfers it (R14); of calls that name none. */
export const SAMPLE_CALL_ID = '829597750@10.26.0.158'
/** The Call-ID of the leg that a `Dial` has rung. */
export const SAMPLE_LEG_ID = '829597751@10.26.0.158'
const SAMPLE_ACCOUNT_ID = '4e1a5b0c9d2f4a6e8b7c3d1f0a9e8d7c'
const SAMPLE_REALM = 'acme.example.org'

/** @returns the request as it goes over the wire, and its parameters by name. */
export function encodePivotRequest(target: PivotTarget, gathered: Gathered): WireRequest {
  const facts = PARAMS[target.reqFormat](gathered)
  const variables = gathered.twiml ? Object.fromEntries(requestVariables(gathered.twiml)) : {}
  const params = present({ ...variables, ...facts })
  return encodeRequest(target, isForm(target) ? inWords(params) : params)
}

const isForm = ({ method, bodyFormat }: PivotTarget): boolean => method === 'get' || bodyFormat === 'form'

/** Forms and queries hold no numbers. */
const inWords = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  )

/** @returns these parameters as KAZOO's encoder writes them. */
export function encodeRequest({ voiceUrl, method, bodyFormat }: PivotTarget, params: Params): WireRequest {
  if (method === 'get') {
    const url = `${voiceUrl}${voiceUrl.includes('?') ? '&' : '?'}${encodeForm(params)}`
    return { method: 'GET', url, contentType: '', params, body: '' }
  }
  return bodyFormat === 'json'
    ? { method: 'POST', url: voiceUrl, contentType: 'application/json', params, body: JSON.stringify(params) }
    : {
        method: 'POST',
        url: voiceUrl,
        contentType: 'application/x-www-form-urlencoded',
        params,
        body: encodeForm(params),
      }
}

function kazooParams({ call, collections, custom, facts = call, twiml }: Gathered): Params {
  return present({
    'Account-ID': SAMPLE_ACCOUNT_ID,
    'Api-Version': '4.x',
    'Call-ID': call.callId ?? SAMPLE_CALL_ID,
    'Call-Status': twiml?.callStatus,
    'Caller-ID-Name': facts.callerName,
    'Caller-ID-Number': facts.callerNumber,
    'Custom-Application-Vars': Object.fromEntries(custom),
    'Custom-SIP-Headers': call.sip,
    Digits: twiml?.recordingEnd ?? digitsOf(collections),
    Direction: 'inbound',
    From: call.from,
    'From-Realm': call.realm,
    Language: facts.language,
    'Recording-Duration': twiml?.recordingSeconds,
    'Recording-Url': twiml?.recordingUrl,
    Request: call.to,
    'Request-Realm': SAMPLE_REALM,
    To: call.to,
    'To-Realm': SAMPLE_REALM,
    ...call.others,
  })
}

/**
 * What a `Gather` took and what was set comes beside these. After a recording, `Digits` holds what ended it, in place
 * of the keys pressed since.
 */
function twimlParams({ call, collections, facts = call, twiml }: Gathered): Params {
  return present({
    CallSid: call.callId ?? SAMPLE_CALL_ID,
    AccountSid: SAMPLE_ACCOUNT_ID,
    From: call.from,
    FromRealm: call.realm,
    To: call.to,
    ToRealm: SAMPLE_REALM,
    CallStatus: twiml?.callStatus,
    ApiVersion: '2010-04-01',
    Direction: 'inbound',
    CallerName: facts.callerName,
    CallerNumber: facts.callerNumber,
    RecordingUrl: twiml?.recordingUrl,
    RecordingDuration: twiml?.recordingSeconds,
    Digits: twiml?.recordingEnd ?? digitsOf(collections),
    ...call.others,
  })
}

const PARAMS: Readonly<Record<Format, (gathered: Gathered) => Params>> = { kazoo: kazooParams, twiml: twimlParams }

const digitsOf = (collections: ReadonlyMap<string, string>): Params =>
  Object.fromEntries([...collections].filter(([, pressed]) => pressed !== ''))

/** What is not known is left out; texts are well-formed. */
function present(params: Params): Params {
  const known: Params = {}
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' && value !== '') known[name] = value.toWellFormed()
    else if (typeof value === 'number') known[name] = value
    else if (typeof value === 'object' && value !== null && Object.keys(value).length > 0)
      known[name] = wellFormed(value)
  }
  return known
}

const wellFormed = (values: object): Params =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.toWellFormed(),
      typeof value === 'string' ? value.toWellFormed() : value,
    ]),
  )

/** `Digits[pin]=0042&User-ID[]=a`: brackets as they are, a space is a plus. */
function encodeForm(params: Params): string {
  const pairs: string[] = []
  const write = (name: string, value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) write(`${name}[]`, item)
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) write(`${name}[${encodeText(key)}]`, item)
    else pairs.push(`${name}=${encodeText(String(value))}`)
  }
  for (const [name, value] of Object.entries(params)) write(encodeText(name), value)
  return pairs.join('&')
}

/** Letters, digits and `-._~` stay as they are. */
const encodeText = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
