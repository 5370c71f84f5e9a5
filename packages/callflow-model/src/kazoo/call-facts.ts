/** Placeholder interface; see below. */
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
  /** Collections by name; a plain string is under the key ''. */
  digits: Record<string, string>
  custom: Record<string, unknown>
  sip: Record<string, unknown>
  /** Every parameter as it came, nested. */
  params: Record<string, unknown>
}
