import { z } from 'zod'
import { FORMATS, formatTraits } from '../../kazoo/formats.ts'
import { type KazooProfile, type KazooVersion, versionsInWords, versionsOf } from '../../kazoo/versions.ts'
import { hostOf } from '../../kazoo/web-address.ts'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { SimulatedCall, Simulation } from '../contract/simulation.ts'
import { integer } from '../parts/amounts.ts'
import { ADDRESS, askedAddress, textValues, webAddress } from '../parts/kazoo-fields.ts'
import { absoluteAddress, lost } from '../parts/twiml.ts'
import { exactlyOne } from '../parts/versioned-data.ts'

/** KAZOO's pattern, and its check of scheme and host. */
const voiceUrl = (version?: KazooVersion) => askedAddress(version, webAddress())

/** `|` is part of KAZOO's pattern. */
const requestHeaders = () => textValues(/^[xX|]-/, 'Headers such as X-Customer must be texts.')

/** @source callflows.pivot; docs/kazoo/protocol.md; docs/kazoo/semantics.md#r11 */
export const pivot = defineKazooStep({
  type: 'pivot',
  title: 'Pivot to another server',
  help: 'KAZOO requests a callflow from another server, which takes over the call. This flow ends there.',
  icon: 'webhook',
  category: 'Integrations',
  synonyms: ['pivot', 'HTTP', 'URL', 'webhook', 'TwiML', 'API', 'web server', 'hand over'],
  data: z.looseObject({
    voice_url: voiceUrl().meta({ label: 'Address', section: 'Request', ...ADDRESS }),
    method: z
      .enum(['get', 'post', 'GET', 'POST'])
      .optional()
      .meta({
        label: 'Method',
        options: { get: 'GET', post: 'POST', GET: 'GET', POST: 'POST' },
        hint: 'Some KAZOO versions cannot send a GET after digits were pressed.',
        section: 'Request',
        ifAbsent: 'get',
      }),
    req_format: z
      .enum(FORMATS)
      .optional()
      .meta({
        label: 'Answer format',
        control: 'segmented',
        options: { kazoo: formatTraits.kazoo.label, twiml: formatTraits.twiml.label },
        hint: 'Always choose one: KAZOO’s default differs between versions.',
        section: 'Request',
        ifAbsent: 'kazoo',
      }),
    req_body_format: z
      .enum(['form', 'json'])
      .optional()
      .meta({
        label: 'Body of a POST',
        control: 'segmented',
        options: { form: 'Form', json: 'JSON' },
        section: 'More',
        more: true,
        ifAbsent: 'form',
      }),
    req_timeout_ms: integer().max(5000).optional().meta({
      label: 'Timeout',
      unit: 's',
      scale: 1000,
      section: 'More',
      more: true,
      ifAbsent: 5000,
    }),
    cdr_url: webAddress().optional().meta({
      label: 'CDR address',
      hint: 'Used with TwiML only.',
      section: 'More',
      more: true,
    }),
    custom_request_headers: requestHeaders()
      .optional()
      .meta({
        label: 'HTTP headers',
        hint: 'Sent with each request of this step, such as X-Customer.',
        control: 'key-values',
        section: 'More',
        more: true,
        versions: ['5'],
      }),
    serverless: z
      .looseObject({
        flow_type: z.enum(['application/json', 'application/xml', 'text/xml']).meta({ label: 'Type of the flow' }),
        flow_doc: z
          .union([z.string().min(1), z.looseObject({})])
          .meta({ label: 'Flow', template: false, holdsModule: true }),
      })
      .optional()
      .meta({
        label: 'Inline flow',
        hint: 'KAZOO runs it without a request. Leave the address empty.',
        control: 'json',
        section: 'More',
        more: true,
        versions: ['5'],
      }),
    debug: z.boolean().optional().meta({
      label: 'Keep debug logs in KAZOO',
      section: 'More',
      more: true,
      ifAbsent: false,
    }),
    skip_module: skipModule(),
  }),
  differs: {
    '4.3': { fields: { voice_url: voiceUrl('4.3') } },
    '5': {
      fields: { voice_url: voiceUrl('5').optional() },
      rule: exactlyOne([['voice_url'], ['serverless']], 'Enter an address, or a flow in its place, but not both.'),
    },
  },
  create: () => ({ voice_url: '', method: 'post', req_format: 'kazoo', req_body_format: 'form' }),
  ports: () => [{ key: '_', label: 'Failed' }],
  leavesTheFlow: true,
  changes: () => ['*'],
  duration: 'minutes',
  summary: (data) =>
    data.voice_url ? (hostOf(data.voice_url) ?? data.voice_url) : data.serverless ? 'Inline flow' : '',
  check: (data, { connected, profile }) => [
    ...beginsOtherwise(data.voice_url),
    ...(data.serverless ? [] : noFallback(connected)),
    ...staysUp(data, profile),
    ...(data.req_format === undefined ? [NO_FORMAT] : []),
  ],
  next: () => ['tts', 'voicemail', 'ring_group'],
  footer: 'While KAZOO waits for the answer, callers hear silence.',
  forms: {
    twiml: {
      verbs: ({ voice_url, method }) => [
        {
          name: 'Redirect',
          attributes: { method: method?.toLowerCase() === 'post' ? 'post' : 'get' },
          content: absoluteAddress(voice_url, 'whom KAZOO asks'),
        },
      ],
      goesOn: 'ends',
      check: (_data, { profile }) => [
        lost(
          'voice_url',
          `If that server fails, ${whatFollows(profile)}. Use Callflow JSON, where the exit Failed follows.`,
        ),
      ],
    },
  },
  *simulate(data, call) {
    if (data.serverless) return { kind: 'handed-away', why: 'KAZOO runs the flow in the step. This flow ends here.' }
    if (!call.mayAsk) return yield* askSomebodyElse(call, hostOf(data.voice_url ?? '') ?? 'the server')
    return {
      kind: 'pivot',
      voiceUrl: data.voice_url ?? '',
      method: data.method?.toLowerCase() === 'post' ? 'post' : 'get',
      reqFormat: data.req_format ?? 'kazoo', // filled in before the answer runs
      bodyFormat: data.req_body_format ?? 'form',
      hasCdrUrl: Boolean(data.cdr_url),
      ...(data.req_timeout_ms ? { timeoutMs: Math.min(data.req_timeout_ms, 5000) } : {}),
    }
  },
})

/** R11, where only the person at the sample phone can say what the other server does. */
function* askSomebodyElse(call: SimulatedCall, host: string): Simulation {
  const action = yield {
    kind: 'choice',
    text: `${call.title} asks ${host}`,
    choices: [
      { key: 'answers', label: 'It answers' },
      { key: 'fails', label: 'It fails' },
      { key: 'silent', label: 'It stays silent' },
    ],
  }
  const outcome = 'outcome' in action ? action.outcome : 'fails'
  if (outcome === 'answers')
    return { kind: 'handed-away', why: `The answer of ${host} takes over. This flow ends here.` }
  if (outcome === 'silent') call.wait(10_000, true)
  call.notes(outcome === 'silent' ? `${host} stays silent for 10 s` : `${host} fails`)
  return { kind: 'continue' }
}

const NO_FORMAT: Problem = {
  severity: 'warning',
  code: 'field.missing',
  field: 'req_format',
  message:
    'The kind of answer is not chosen. KAZOO takes Callflow JSON here, but TwiML in a callflow that was stored without its check. Choose one.',
  short: 'Choose the kind of answer',
}

const SCHEMES = ['http://', 'https://']

/** An address with values of the call is checked when they are known; how it begins is often known before. */
function beginsOtherwise(address: string | undefined): Problem[] {
  const start = /^([^{]+)\{[{%]/.exec(address ?? '')?.[1]
  if (start === undefined || SCHEMES.some((scheme) => start.startsWith(scheme) || scheme.startsWith(start))) return []
  return [
    {
      severity: 'error',
      code: 'field.invalid',
      field: 'voice_url',
      message: 'The address must begin with http:// or https://, or callers hear silence.',
      short: 'Enter a whole address',
    },
  ]
}

function noFallback(connected: ReadonlySet<string>): Problem[] {
  if (connected.has('_')) return []
  return [
    {
      severity: 'warning',
      code: 'pivot.no-fallback',
      field: 'port:_',
      message: 'The exit Failed is not connected: if the server does not answer, the call ends. Connect it.',
      short: 'Failed is not connected',
    },
  ]
}

/**
 * With a `cdr_url` the end of a TwiML answer is not a hang-up.
 * @source docs/kazoo/protocol.md#accepted-twiml (pivot_call.erl:237)
 */
function staysUp(
  { cdr_url, req_format }: { cdr_url?: string | undefined; req_format?: string | undefined },
  profile: KazooProfile,
): Problem[] {
  const versions = versionsOf(profile).filter((version) => version !== '5')
  if (!cdr_url || req_format !== 'twiml' || versions.length === 0) return []
  return [
    {
      severity: 'warning',
      code: 'twiml.cdr-url',
      field: 'cdr_url',
      message: `${versionsInWords(versions)} ${versions.length === 1 ? 'does' : 'do'} not hang up at the end of a TwiML answer if an address for the call record is set: callers hear silence unless the answer ends with Hangup. Remove the address.`,
      short: 'The call may stay up',
    },
  ]
}

/**
 * What becomes of a call whose later TwiML request fails.
 * @source docs/kazoo/versions.md#pivot (pivot_call.erl 5:892)
 */
const whatFollows = (profile: KazooProfile): string =>
  profile === '5'
    ? 'the call is hung up'
    : profile === 'any'
      ? 'callers hear silence (KAZOO 5 hangs up)'
      : 'callers hear silence'
