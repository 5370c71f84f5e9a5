/**
 * The KAZOO modules that record a caller for the studio, as text up to their children (docs/design.md#studio-steps,
 * `input.record`).
 */
import type { OpenRecording } from './evaluation.ts'

/** Keys that were typed ahead would end the recording at once: they are taken first, within a millisecond. */
const MAX_TYPED_AHEAD = 100
const TONE = '{"macro":"tone","frequencies":[440],"duration_on":500,"duration_off":100}'

/**
 * @param collections of the key that ends it, and of what was typed ahead
 * @param isAnswered whether something was played before, which answers the call; a tone does not
 * @returns the modules in order
 * @source docs/kazoo/semantics.md#v1; cf_collect_dtmf.erl, kapps_call.erl:1537, 1574 (the latest recording is stopped)
 */
export function recordModules(
  collections: { end: string; before: string },
  { uploadUrl, maxSeconds, endKey, hasBeep }: OpenRecording,
  isAnswered: boolean,
): readonly string[] {
  const typedAhead = collect(collections.before, MAX_TYPED_AHEAD, 1, '#')
  const beep = `{"module":"audio_macro","data":{"macros":[${TONE}]}`
  const maxMs = maxSeconds * 1000
  // One key of any kind, or as many as come until the one that ends it: each restarts the wait.
  const maxDigits = endKey === null ? 1 : MAX_TYPED_AHEAD
  const start = {
    action: 'start',
    url: uploadUrl,
    method: 'put',
    time_limit: maxSeconds,
    should_follow_transfer: false,
  }
  return [
    ...(hasBeep ? [...(isAnswered ? [] : [typedAhead]), beep] : []),
    typedAhead,
    `{"module":"record_call","data":${JSON.stringify(start)}`,
    collect(collections.end, maxDigits, maxMs, endKey ?? '#'),
    '{"module":"record_call","data":{"action":"stop"}',
  ]
}

const collect = (name: string, maxDigits: number, timeoutMs: number, terminator: string): string =>
  `{"module":"collect_dtmf","data":{"collection_name":"${name}","max_digits":${maxDigits},"timeout":${timeoutMs},"interdigit_timeout":${timeoutMs},"terminator":"${terminator}"}`
