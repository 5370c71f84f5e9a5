/** The variables of the sample call, for "Try it" and for what the value picker shows beside each value. */
import { createScope, type FlowDocument, isoTime, parseCallFacts, type Scope } from '@callflow-studio/model'
import type { Preview, SampleCall } from '@callflow-studio/model/api'

/**
 * @param preview how the sample call went: its last request tells the facts, its variables what was set. Without one,
 *   the call is as it comes in, with the defaults that the flow declares.
 */
export function sampleScope(document: FlowDocument, call: SampleCall, preview: Preview | null, now: Date): Scope {
  const last = preview?.exchanges.at(-1)
  const facts = parseCallFacts(last?.request.params ?? paramsOf(call))
  const scope = createScope(facts, null)
  scope.now = isoTime(now, document.settings.timezone)
  const defaults = Object.fromEntries(document.variables.map((variable) => [variable.name, variable.default]))
  scope.vars = { ...defaults, ...last?.variables }
  return scope
}

/** As KAZOO names them in a request. @source docs/kazoo/protocol.md */
const paramsOf = (call: SampleCall): Record<string, unknown> => ({
  'Caller-ID-Name': call.callerName,
  'Caller-ID-Number': call.callerNumber,
  From: call.from,
  'From-Realm': call.realm,
  To: call.to,
  'To-Realm': call.realm,
  Request: call.to,
  'Request-Realm': call.realm,
  Language: call.language,
  Direction: 'inbound',
  'Custom-SIP-Headers': call.sip,
  'Custom-Application-Vars': call.custom,
})
