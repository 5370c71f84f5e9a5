/** The variables that templates see (docs/design.md#templates), from the facts of a request. */
import { Temporal } from 'temporal-polyfill'
import type { CallFacts } from '../kazoo/call-facts.ts'
import type { Scope } from '../templates/template.ts'

/**
 * @param expected the collection that the answered question is in: digits that came as one plain string belong to it.
 * @param recording the latest one: KAZOO's, or one that the studio keeps
 * @returns the scope without `vars` and `now`, which differ on each path and are put in before each render. No accessors
 *   here: an object literal with a getter costs a hidden class each time it is made, half of the throughput, measured.
 */
export function createScope(
  facts: CallFacts,
  expected: string | null,
  recording: CallFacts['recording'] = facts.recording,
): Scope {
  return {
    caller: { number: facts.callerNumber, name: facts.callerName, user_ids: facts.userIds },
    call: {
      id: facts.callId,
      to: facts.to,
      from: facts.from,
      to_realm: facts.toRealm,
      from_realm: facts.fromRealm,
      request: facts.request,
      request_realm: facts.requestRealm,
      direction: facts.direction,
      language: facts.language,
      status: facts.status,
    },
    account: { id: facts.accountId },
    digits: digitsValue(facts.digits, expected),
    custom: facts.custom,
    sip: facts.sip,
    recording,
    transcription: facts.transcription,
    request: facts.params,
    /** Put in before each render, the clock only for flows that read it: finding a zone's offset costs more than an answer. */
    now: '',
    /** Of the flow that runs; read by filters. */
    locale: '',
    timezone: '',
    vars: {},
  }
}

/** A plain string is both `digits` and `digits.<expected>`. */
function digitsValue(digits: Record<string, string>, expected: string | null): unknown {
  const plain = digits['']
  if (plain === undefined) return digits
  return Object.assign(new String(plain), expected === null ? {} : { [expected]: plain })
}

/** @returns what was pressed for a question; empty where nothing was pressed in time. */
export const pressedDigits = (facts: CallFacts, expected: string): string =>
  facts.digits[expected] ?? facts.digits[''] ?? ''

/** ISO 8601 with the offset of the zone; an unknown zone is UTC. */
export function isoTime(now: Date, timeZone: string): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime())
  try {
    return instant.toZonedDateTimeISO(timeZone || 'UTC').toString({ timeZoneName: 'never', fractionalSecondDigits: 0 })
  } catch {
    // RangeError: the zone is not in the tz database. The call must go on.
    return instant.toZonedDateTimeISO('UTC').toString({ timeZoneName: 'never', fractionalSecondDigits: 0 })
  }
}
