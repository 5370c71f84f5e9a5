/**
 * Names of other products in templates, and what holds the same here: Twilio Studio's variables, TwiML's and KAZOO's
 * request parameters, RapidPro's contacts.
 * @source twilio.com/docs/studio/user-guide/get-to-know-studio, variables; Twilio's request parameters
 */
import type { ReadPath } from './template.ts'

/** Request parameters of Twilio and KAZOO, which Studio shows below `trigger.call`. */
const PARAMETERS: Readonly<Record<string, string>> = {
  From: 'caller.number',
  Caller: 'caller.number',
  To: 'call.to',
  Called: 'call.to',
  CallerName: 'caller.name',
  CallSid: 'call.id',
  AccountSid: 'account.id',
  Direction: 'call.direction',
  CallStatus: 'call.status',
  Digits: 'digits',
  RecordingUrl: 'recording.url',
  RecordingSid: 'recording.id',
  RecordingDuration: 'recording.duration',
  TranscriptionText: 'transcription.text',
  TranscriptionSid: 'transcription.id',
  TranscriptionStatus: 'transcription.status',
  TranscriptionUrl: 'transcription.url',
  'Caller-ID-Number': 'caller.number',
  'Caller-ID-Name': 'caller.name',
  'Call-ID': 'call.id',
  'Account-ID': 'account.id',
  'User-ID': 'caller.user_ids',
}

const WHOLE: Readonly<Record<string, string>> = {
  'contact.channel.address': 'caller.number',
  'contact.phone': 'caller.number',
  'contact.tel': 'caller.number',
  'contact.urn': 'caller.number',
  'contact.name': 'caller.name',
  'contact.first_name': 'caller.name',
  'flow.channel.address': 'call.to',
  'flow.data.timestamp': 'now',
}

/**
 * What holds the same as a name of another product.
 * @param ofStep the name of a value that a step of this flow sets, by the step's name and the rest of the path; null
 *   where there is no such step
 * @returns null for a name that has no counterpart
 * @example nameFor(['trigger', 'call', 'From'], () => null) // caller.number
 * @example nameFor(['widgets', 'menu', 'Digits'], () => null) // vars.menu
 */
export function nameFor(
  path: ReadPath,
  ofStep: (step: string, rest: readonly string[]) => string | null,
): string | null {
  const [root = '', second = '', ...rest] = path
  const whole = own(WHOLE, path.join('.'))
  if (whole !== null) return whole
  if (path.length === 1) return own(PARAMETERS, root)
  if (root === 'trigger') return rest.length === 1 && second === 'call' ? own(PARAMETERS, rest[0] ?? '') : null
  if (root === 'flow' && second === 'variables' && rest.length > 0) return variable(rest)
  if (root !== 'widgets' || rest.length === 0) return null
  const [member = ''] = rest
  const parameter = own(PARAMETERS, member)
  if (parameter !== null && member !== 'Digits') return parameter
  return (
    ofStep(second, rest) ??
    (member === 'Digits' ? variable([second]) : isParsed(rest) ? variable(rest.slice(-1)) : null)
  )
}

const isParsed = ([member, ...rest]: readonly string[]): boolean => member === 'parsed' && rest.length > 0

const own = (table: Readonly<Record<string, string>>, name: string): string | null =>
  Object.hasOwn(table, name) ? (table[name] ?? null) : null

const variable = ([name = '', ...rest]: readonly string[]): string =>
  ['vars', name.replaceAll(/\W/g, '_').replace(/^(?=\d)/, '_'), ...rest].join('.')
