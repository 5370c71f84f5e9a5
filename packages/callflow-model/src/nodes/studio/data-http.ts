import { z } from 'zod'
import type { Json } from '../../json.ts'
import { serverOf } from '../../kazoo/web-address.ts'
import { readJson } from '../../read-json.ts'
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import { defineStudioStep } from '../contract/define.ts'
import { LOOK_UP_BUDGET_MS, type LookUpReply } from '../contract/look-up.ts'
import { type StepCall, StepFailure } from '../contract/step-call.ts'
import type { StepResult } from '../contract/step-result.ts'
import { compilePath, pathProblem, readJsonPath, withValueAt } from '../parts/json-path.ts'
import { lookUpAddressProblems, serversIn } from '../parts/look-up-address.ts'
import { variableName, variableNameProblem } from '../parts/variable-name.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const
const BODY_TYPES = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const
const DEFAULT_TIMEOUT_MS = 3000

const assignSchema = z.looseObject({
  name: variableName(),
  path: z.string().optional().meta({ template: false }),
  from: z.enum(['json', 'status', 'text']).optional(),
})
type Assignment = z.infer<typeof assignSchema>

export const dataHttp = defineStudioStep({
  type: 'data.http',
  title: 'HTTP request',
  kindLine: 'HTTP request to another server',
  help: 'Sends an HTTP request during the call and stores values from the response. The caller waits in silence, so play a prompt first.',
  icon: 'globe',
  category: 'Data & Look-ups',
  synonyms: [
    'http',
    'web request',
    'REST',
    'API',
    'webhook',
    'CRM',
    'look-up',
    'fetch',
    'database',
    'lookup',
    'web service',
    'SQL',
  ],
  isLookUp: true,
  data: z.looseObject({
    method: z.enum(METHODS).meta({ label: 'Method', section: 'Request' }),
    url: z.string().min(1, 'The address is empty. Enter a URL.').meta({
      label: 'Address',
      placeholder: 'https://crm.example.com/callers/{{ caller.number }}',
      hint: 'Values are URL-encoded automatically.',
      secrets: true,
      short: 'Enter the address',
      section: 'Request',
    }),
    headers: z
      .array(z.looseObject({ name: z.string().meta({ template: false }), value: z.string().meta({ secrets: true }) }))
      .meta({ label: 'Headers', control: 'headers', section: 'Request' }),
    body: z
      .looseObject({
        type: z.enum(['none', 'json', 'form']).meta({ template: false }),
        content: z.string().optional().meta({ secrets: true }),
      })
      .meta({ label: 'Body', control: 'http-body', section: 'Request' }),
    assign: z
      .array(assignSchema)
      .meta({ label: 'Store from the response', control: 'http-assign', section: 'Variables' }),
    timeoutMs: z.int().min(1).meta({
      label: 'Timeout',
      unit: 's',
      scale: 1000,
      hint: 'The caller hears nothing until then. All requests of one answer share 4 s.',
      section: 'Timeout',
    }),
    followRedirects: z
      .int()
      .min(0)
      .max(5)
      .optional()
      .meta({ label: 'Follow redirects', unit: 'times', ifAbsent: 0, section: 'Timeout', more: true }),
  }),
  create: () => ({
    method: 'GET',
    url: '',
    headers: [],
    body: { type: 'none' },
    timeoutMs: DEFAULT_TIMEOUT_MS,
    assign: [],
  }),
  ports: () => [
    { key: 'success', label: 'Success' },
    { key: 'failure', label: 'Other status' },
    { key: 'error', label: 'Failed' },
  ],
  summary: ({ url = '' }) => serverOf(url) ?? url,
  sets: ({ assign = [] }) => assign.map(({ name }) => name),
  setsOn: ({ assign = [] }, port) =>
    port === 'error'
      ? []
      : assign.flatMap(({ name, from = 'json' }) => (port === 'success' || from !== 'json' ? [name] : [])),
  exitInput: ({ assign = [] }, port) => ({
    kind: 'reply',
    status: port === 'success' ? 200 : port === 'failure' ? 404 : null,
    assigns: assign.map(({ name, path = '', from = 'json' }) => ({ name, path, from })),
  }),
  check: ({ url = '', assign = [], headers = [], body, timeoutMs = 0 }, { node }) => [
    ...lookUpAddressProblems(url, headers, node.id),
    ...checkBody(body),
    ...(timeoutMs > LOOK_UP_BUDGET_MS ? [TOO_PATIENT] : []),
    ...assign.flatMap(checkAssignment),
    ...headers.flatMap(({ name }, index) => (HEADER_NAME.test(name) ? [] : [headerProblem(name, index)])),
  ],
  references: ({ url = '' }) => serversIn(url),
  footer: 'KAZOO sends a new request here, so the HTTP request is made when the call gets to this step.',
  replyWith({ assign = [] }, values) {
    let reply = { status: 200, body: {} as Json }
    for (const { name, path = '', from = 'json' } of assign) {
      const value = values[name]
      if (value === undefined) continue
      if (from === 'status') reply = { ...reply, status: Number(value) || 200 }
      else reply = { ...reply, body: from === 'text' ? value : withValueAt(reply.body, path, value) }
    }
    return reply
  },
  prepare({ url = '', headers = [], body, assign = [], method = 'GET', timeoutMs, followRedirects = 0 }, tools) {
    const address = tools.outgoing(url, 'url')
    const lines = headers.map(({ name, value }) => ({ name, value: tools.outgoing(value, 'header') }))
    const type = body?.type === 'json' || body?.type === 'form' ? body.type : null
    const content = type === null ? null : tools.outgoing(body?.content ?? '', type)
    const kept = assign.map(prepareAssignment)
    return (call) => {
      const { text, shown } = call.outgoing(address)
      const request = {
        nodeId: tools.nodeId,
        method,
        url: text,
        shownUrl: shown,
        headers: lines.map(({ name, value }) => [name, call.outgoing(value).text] as const),
        body: content === null ? null : checkedBody(call.outgoing(content).text, type),
        contentType: type === null ? null : BODY_TYPES[type],
        followRedirects,
        timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
      }
      return { kind: 'look-up', request, takeReply: (reply) => keepFrom(call, reply) }
    }
    function keepFrom(call: StepCall, reply: LookUpReply): StepResult {
      if (!reply.ok) throw new StepFailure(reply.code, reply.message)
      call.setTraceDetail(`${reply.status}, ${reply.durationMs} ms`)
      const isGood = reply.status >= 200 && reply.status < 300
      const json = isGood && kept.some(({ query }) => query !== null) ? parseReply(reply) : null
      for (const { name, from, query } of kept) {
        if (from === 'status') call.assign(name, reply.status)
        else if (from === 'text') call.assign(name, reply.text)
        else if (isGood && query) call.assign(name, readJsonPath(query, json, call.work))
      }
      return { kind: 'go', port: isGood ? 'success' : 'failure' }
    }
  },
  next: (port) => (port === 'success' ? ['logic.condition', 'tts', 'user'] : ['tts', 'user', 'voicemail']),
})

function prepareAssignment({ name, path, from = 'json' }: Assignment) {
  const isReadable = from === 'json' && path !== undefined && path !== '' && pathProblem(path) === null
  return { name, from, query: isReadable ? compilePath(path) : null }
}

/** @throws StepFailure for a body that says it is JSON and is none: the other server could only guess. */
function checkedBody(text: string, type: 'json' | 'form' | null): string {
  if (type !== 'json' || isJson(text)) return text
  throw new StepFailure('look-up.body', 'With the values of this call, the body is not JSON.')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return text.trim() === ''
  }
}

/** @throws StepFailure where a path is to be read and there is no JSON to read it in */
function parseReply({ text }: Extract<LookUpReply, { ok: true }>): Json {
  try {
    return readJson(text)
  } catch {
    throw new StepFailure('look-up.not-json', 'The response is not JSON, so no value can be stored from it.')
  }
}

function checkBody(body: { type: string; content?: string | undefined } | undefined): Problem[] {
  const { type, content = '' } = body ?? {}
  if (type !== 'json' || isTemplate(content) || isJson(content)) return []
  return [
    {
      severity: 'error',
      code: 'look-up.body',
      field: 'body.content',
      short: 'Fix the body',
      message: 'The body is not JSON. Write it such as {"number": "{{ caller.number }}"}, or choose another kind.',
    },
  ]
}

const TOO_PATIENT: Problem = {
  severity: 'warning',
  code: 'look-up.silence',
  field: 'timeoutMs',
  short: 'Lower the timeout',
  message: 'KAZOO waits 5 s for an answer, so this times out after 3.7 s at the latest. Lower the timeout.',
}

function checkAssignment({ name, path = '', from = 'json' }: Assignment, index: number): Problem[] {
  const isInvalid = from === 'json' && (path === '' || pathProblem(path) !== null)
  return [
    ...variableNameProblem(name, `assign.${index}.name`),
    ...(isInvalid
      ? [
          {
            severity: 'error',
            code: 'look-up.path',
            field: `assign.${index}.path`,
            short: 'Fix a path',
            message: `The path in line ${index + 1} is not valid. Enter one that begins with $, such as $.customer.name.`,
          } as const,
        ]
      : []),
  ]
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const headerProblem = (name: string, index: number): Problem => ({
  severity: 'error',
  code: 'field.invalid',
  field: `headers.${index}.name`,
  short: 'Fix a header',
  message: name === '' ? 'A header has no name.' : `"${name}" cannot be a header's name: letters, digits and dashes.`,
})
