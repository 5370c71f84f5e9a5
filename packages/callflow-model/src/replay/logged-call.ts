/** What the log has of one call, and who called and when according to it. */
import { type CallRequestDetail, type SampleCall, sampleCallSchema } from '../api/index.ts'
import { MASKED } from '../compile/masks.ts'
import { customAreParams, isTwimlParameter, parseCallFacts } from '../kazoo/call-facts.ts'

/** One request of a call, as the log has it. */
export type LoggedRequest = Pick<
  CallRequestDetail,
  'at' | 'hop' | 'askedFor' | 'request' | 'nodes' | 'variables' | 'lookUps'
> &
  Pick<CallRequestDetail, 'callId' | 'callerName' | 'callerNumber' | 'to'>

/** What a replay lacks, and what it uses instead. */
export interface ReplayGap {
  nodeId: string | null
  message: string
}

/**
 * @param first a call's first request
 * @returns who calls; what the log does not have is empty, or that of the sample call
 */
export function loggedCaller(first: LoggedRequest): { call: SampleCall; gaps: ReplayGap[] } {
  const { request, callId, callerName, callerNumber, to } = first
  if (request === null) {
    const call = sampleCallSchema.parse({ from: callerNumber, callerName, callerNumber, to, ...known(callId) })
    const message =
      'What KAZOO sent is not in the log. The replay has the caller, the called number and the Call-ID, and everything else is that of a sample call.'
    return { call, gaps: [{ nodeId: null, message }] }
  }
  const { params } = request
  const facts = parseCallFacts(params)
  const call: SampleCall = {
    from: facts.from,
    to: facts.to,
    callerName: facts.callerName,
    callerNumber: facts.callerNumber,
    realm: facts.fromRealm,
    language: facts.language,
    sip: texts(facts.sip),
    custom: customAreParams(params) ? {} : texts(facts.custom),
    others: othersOf(params),
    ...known(facts.callId),
  }
  const isMasked = JSON.stringify(call).includes(MASKED)
  return { call, gaps: isMasked ? [MASKED_VALUES] : [] }
}

const MASKED_VALUES: ReplayGap = {
  nodeId: null,
  message: `Sensitive values that KAZOO sent are masked in the log. The replay sends ${MASKED} for them.`,
}

const known = (callId: string): { callId?: string } => (callId === '' ? {} : { callId })

const texts = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'object' || value === undefined ? [] : [[name, String(value)]],
    ),
  )

/** What the simulated KAZOO says by itself, and changes in the course of the call. */
const OWN: ReadonlySet<string> = new Set([
  ...['Call-ID', 'Call-Status', 'Caller-ID-Name', 'Caller-ID-Number', 'Custom-Application-Vars', 'Custom-SIP-Headers'],
  ...['Digits', 'From', 'From-Realm', 'Language', 'To', 'Recording-Duration', 'Recording-Url', 'Recording-ID'],
])

/** The account is no variable of a call. */
const NO_OWN: ReadonlySet<string> = new Set(['AccountSid', 'ToRealm', 'ApiVersion', 'Direction'])

const othersOf = (params: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(params).filter(([name]) => !OWN.has(name) && (NO_OWN.has(name) || !isTwimlParameter(name))),
  )
