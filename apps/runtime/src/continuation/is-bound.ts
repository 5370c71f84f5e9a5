import type { CallFacts, Continuation } from '@callflow-studio/model'

/**
 * Whether a token belongs to the call that brings it: by its Call-ID, or, where an attended transfer has changed that, by
 * who calls whom. A token of a request without Call-ID belongs to requests without one.
 * @source docs/design.md#tokens; docs/kazoo/semantics.md#r14
 */
export function isBound({ callId, identity }: Continuation, facts: CallFacts): boolean {
  if (callId === facts.callId) return true
  if (callId === '' || facts.callId === '') return false
  const present = [facts.accountId, facts.from, facts.to, facts.callerNumber]
  return identity.every((text, index) => text !== '' && text === present[index])
}
