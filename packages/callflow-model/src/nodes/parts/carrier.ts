/**
 * Calling out by a carrier, as `resources` and `offnet` share it: the fields, and what becomes of the call.
 * @source callflows.resources, callflows.offnet, custom_sip_headers; docs/kazoo/semantics.md#resources-and-offnet
 */
import { z } from 'zod'
import { dialledDigits } from '../../kazoo/check-dial.ts'
import type { CheckScope, Problem } from '../contract/checks.ts'
import { skipModule } from '../contract/fields.ts'
import type { SimulatedCall, Simulation } from '../contract/simulation.ts'
import { StepFailure } from '../contract/step-call.ts'
import type { TwimlForm } from '../contract/twiml-form.ts'
import { inSeconds, integer } from './amounts.ts'
import { carrierCausePorts, conversationEnds, ringOnce, ringQuirks, sipCodeOf } from './ring-ports.ts'
import { DIALLED, dial, hardlyHeard, named } from './twiml.ts'

/** The pattern is KAZOO's own, `A-z` and all. */
const headersOf = <Value extends z.ZodType>(value: Value) => z.record(z.string().regex(/^[a-zA-z0-9_-]+$/), value)
const sipHeaders = <Value extends z.ZodType>(value: Value) => {
  const headers = headersOf(value)
  return z.union([headers, z.looseObject({ in: headers.optional(), out: headers.optional() })]).optional()
}

interface Dialled {
  to_did?: string | undefined
  timeout?: number | undefined
}

/** Who is dialled, in words for the card and the preview. */
const dialsInWords = (data: Dialled): string => `Dials ${data.to_did || 'the number called'}`

const carrierSummary = (data: Dialled): string =>
  data.timeout === undefined ? dialsInWords(data) : `${dialsInWords(data)}, ${inSeconds(data.timeout)}`

/** Answered, the call ends later; failed, only an exit of that very reason is taken. */
function* dialByCarrier(data: Dialled, call: SimulatedCall): Simulation {
  call.notes(dialsInWords(data))
  const outcome = yield* ringOnce(call, `${call.title} is ringing`, data.timeout ?? 60, 'carrier')
  if (outcome.answered) return conversationEnds(call, outcome.by)
  const otherwise = call.version === '5' ? 'hard-stop' : 'stop'
  const exit = { kind: 'attempt', keys: outcome.keys, otherwise } as const
  if (outcome.keys.some((key) => call.childKeys.includes(key))) return exit
  const [cause = ''] = outcome.keys
  if (call.childKeys.includes('_')) return { ...exit, ending: { cause } }
  if (cause === 'USER_BUSY') call.hears('tone', 'Busy tone', 2000)
  return { ...exit, ending: { sipCode: sipCodeOf(cause) } }
}

/**
 * @source docs/kazoo/semantics.md#resources-and-offnet: `_` is never taken, with a `_` drawn not even the announcement
 *   is played.
 */
function wildcardNeverTaken(connected: ReadonlySet<string>): Problem[] {
  if (!connected.has('_')) return []
  return [
    {
      severity: 'warning',
      code: 'port.never-taken',
      field: 'port:_',
      message:
        'KAZOO never uses this exit: if dialling fails, the call ends. Add a reason such as Busy, and connect that.',
      short: 'An exit is never used',
    },
  ]
}

/** A number as `Dial` takes it: digits and `+` only. TwiML knows no "number that was called", and KAZOO hangs up at `Sip`. */
const carrierTwiml: TwimlForm<Dialled> = {
  ...DIALLED,
  verbs: ({ to_did = '', timeout }) => {
    if (isSipAddress(to_did)) throw new StepFailure('value', SIP_IN_TWIML)
    return [dial(timeout, named('Number', dialledDigits(to_did)))]
  },
  check: ({ to_did }, scope) => [
    ...(to_did ? [] : [numberMissing]),
    ...(to_did && isSipAddress(to_did) ? [sipInTwiml] : []),
    onlyDevicesReachNumbers,
    ...hardlyHeard(scope),
  ],
}

const isSipAddress = (text: string): boolean => /^sips?:/i.test(text.trim())

const SIP_IN_TWIML = 'In a TwiML flow KAZOO hangs up every caller at a SIP address. Use Callflow JSON for this step.'

const sipInTwiml: Problem = {
  severity: 'error',
  code: 'twiml.no-counterpart',
  field: 'to_did',
  message: SIP_IN_TWIML,
  short: 'No SIP addresses in TwiML',
}

/** @source docs/kazoo/protocol.md#dial: without an authorizing device KAZOO crashes at a number */
const onlyDevicesReachNumbers: Problem = {
  severity: 'warning',
  code: 'twiml.number',
  field: 'to_did',
  message:
    'In a TwiML flow only callers with a device of the account reach a number; KAZOO hangs up others, such as all who call from outside. Use Callflow JSON for this step.',
  short: 'Only for own devices',
}

const numberMissing: Problem = {
  severity: 'error',
  code: 'field.empty',
  field: 'to_did',
  message: 'In TwiML the number must be named: enter one, or {{ call.to }} for the number that was called.',
  short: 'Enter a number',
}

export const carrierFields = {
  to_did: z.string().optional().meta({
    label: 'Number',
    hint: 'The number that was called if empty.',
    section: 'Number to call',
    placeholder: '+14155550100',
  }),
  timeout: integer().optional().meta({
    label: 'Ring for',
    unit: 's',
    hint: 'The carrier’s default if empty.',
    section: 'Number to call',
  }),
  use_local_resources: z.boolean().optional().meta({
    label: 'Use the account’s own carriers',
    section: 'Carrier',
    ifAbsent: true,
  }),
  caller_id_type: z.string().optional().meta({
    label: 'Caller ID to show',
    hint: 'Which of the configured caller IDs: external, internal, emergency.',
    section: 'Carrier',
    ifAbsent: 'external',
  }),
  ringback: z.string().optional().meta({
    label: 'Ringback',
    hint: 'Id of a media file, or a tone.',
    section: 'More',
    more: true,
  }),
  ignore_early_media: z.boolean().optional().meta({
    label: 'Ignore early media',
    section: 'More',
    more: true,
    ifAbsent: false,
  }),
  outbound_flags: z.array(z.string()).optional().meta({
    label: 'Flags',
    hint: 'Only carriers with these flags are used.',
    section: 'More',
    more: true,
  }),
  dynamic_flags: z.array(z.string()).optional().meta({
    label: 'Flags from the call',
    hint: 'Names of call properties, such as zone.',
    section: 'More',
    more: true,
  }),
  hunt_account_id: z.string().optional().meta({
    label: 'Carriers of another account',
    section: 'More',
    more: true,
    entity: 'account',
  }),
  do_not_normalize: z.boolean().optional().meta({
    label: 'Leave the number as it is',
    section: 'More',
    more: true,
  }),
  bypass_e164: z.boolean().optional().meta({
    label: 'Dial the number as it was dialled',
    section: 'More',
    more: true,
  }),
  emit_account_id: z.boolean().optional().meta({
    label: 'Send the account id in SIP',
    section: 'More',
    more: true,
  }),
  format_from_uri: z.boolean().optional().meta({
    label: 'Send the account’s realm in From',
    section: 'More',
    more: true,
  }),
  from_uri_realm: z.string().optional().meta({ label: 'Realm in From', section: 'More', more: true }),
  resource_type: z.string().optional().meta({ label: 'Resource type', section: 'More', more: true }),
  custom_sip_headers: sipHeaders(z.string()).meta({
    label: 'SIP headers',
    hint: 'Sent along to the carrier.',
    control: 'key-values',
    section: 'More',
    more: true,
  }),
  addresses: z
    .looseObject({
      emergency: z.looseObject({}).optional().meta({
        label: 'Address for emergency calls',
        control: 'key-values',
      }),
    })
    .optional()
    .meta({ label: 'Addresses', section: 'More', more: true, versions: ['5'] }),
  skip_module: skipModule(),
}

/** All that a step which calls out by a carrier has, but for its name and its fields. */
export const carrierStep = {
  differs: { '5': { fields: { custom_sip_headers: sipHeaders(z.union([z.string(), integer(), z.boolean()])) } } },
  create: () => ({ to_did: '', timeout: 30 }),
  ports: () => [],
  freePorts: carrierCausePorts,
  quirks: ringQuirks,
  duration: 'seconds',
  summary: carrierSummary,
  check: (_data: Dialled, { connected }: CheckScope) => wildcardNeverTaken(connected),
  next: () => ['tts', 'voicemail', 'ring_group'],
  footer: 'If dialling fails, KAZOO continues only at the exit for that reason. Without one, the call ends.',
  forms: { twiml: carrierTwiml },
  simulate: dialByCarrier,
} as const
