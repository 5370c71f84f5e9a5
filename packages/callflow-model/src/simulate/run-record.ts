/**
 * `Record`: silence makes no request, everything else does, even when the caller has gone.
 * @source docs/kazoo/protocol.md#record; kzt_twiml.erl:363-420, kzt_receiver.erl:230-275
 */
import { MAX_TWIML_SECONDS } from '../kazoo/check-twiml.ts'
import type { ReadVerb } from '../kazoo/twiml-text.ts'
import { ended } from './next.ts'
import { SAMPLE_CALL_ID } from './pivot-request.ts'
import { resolveAddress } from './resolve-address.ts'
import { NEXT, type RunningVerb, stopsAt, type VerbExit, type VerbScope } from './verb-scope.ts'
import { integerOf, methodOf, secondsOf } from './verb-values.ts'

/** What a message lasts on the sample phone. */
const MESSAGE_S = 4

export function* record(verb: ReadVerb, scope: VerbScope): RunningVerb {
  const { call, state, isGone } = scope
  const { attributes, hasContent } = verb
  const timeoutS = secondsOf(attributes.timeout, 5)
  const maxLengthS = integerOf(attributes.maxLength, MAX_TWIML_SECONDS)
  if (hasContent || timeoutS === null || maxLengthS < 1 || maxLengthS > MAX_TWIML_SECONDS)
    return stopsAt('it crashes on the Record.')
  if (attributes.playBeep === undefined || attributes.playBeep === 'true') call.hears('tone', 'Beep', 500)
  const enders = attributes.finishOnKey ?? '0123456789*#'
  for (;;) {
    const action = isGone()
      ? ({ hangup: true } as const)
      : yield {
          kind: 'message',
          text: `${call.title} is recording`,
          choices: [
            { key: 'message', label: 'Leaves a message' },
            { key: 'nothing', label: 'Says nothing' },
          ],
          acceptsAnyKey: true,
        }
    if ('hangup' in action) {
      state.gone = ended('The caller has hung up.', 'caller')
      return keep(verb, scope, 'hangup', 0)
    }
    if ('outcome' in action) {
      if (action.outcome === 'nothing') {
        call.wait(timeoutS * 1000)
        call.notes('Nothing was recorded')
        return NEXT
      }
      call.wait(Math.min(maxLengthS, MESSAGE_S) * 1000)
      return keep(verb, scope, 'hangup', Math.min(maxLengthS, MESSAGE_S))
    }
    const key = [...action.digits].find((pressed) => enders.includes(pressed))
    if (key === undefined) continue
    call.wait(Math.min(maxLengthS, MESSAGE_S) * 1000)
    return keep(verb, scope, key, Math.min(maxLengthS, MESSAGE_S))
  }
}

/** The file goes to the address that is asked next; KAZOO crashes where `recordingUrl` names another. */
function keep(verb: ReadVerb, { call, state }: VerbScope, end: string, seconds: number): VerbExit {
  state.recordingEnd = end
  state.recordingSeconds = seconds
  const method = methodOf(verb)
  const { action, recordingUrl } = verb.attributes
  if (!method || recordingUrl)
    return state.gone
      ? { kind: 'ended', why: state.gone.why, end: 'caller' }
      : stopsAt('it crashes on recordingUrl, and the recording is lost.')
  const address = resolveAddress(state.target?.voiceUrl ?? '', action)
  state.recordingUrl = `${address.replace(/\/+$/, '')}/call_recording_${SAMPLE_CALL_ID}.mp3`
  call.notes('Message recorded. The preview stores nothing')
  return { kind: 'asks', address: action, method }
}
