/** The state of one evaluation, and the small questions that every part of the walk asks of it. */
import type { TraceEntry } from '../api/index.ts'
import { MAX_PART_BYTES } from '../compile/find-cuts.ts'
import { isMasked, MASKED, SENSITIVE_PREFIX } from '../compile/masks.ts'
import type { PreparedNode } from '../compile/prepared-flow.ts'
import type { Json } from '../json.ts'
import type { SpecialDay } from '../nodes/contract/opening-hours.ts'
import { type StepCall, StepFailure, type StudioRecording } from '../nodes/contract/step-call.ts'
import type { StepResult } from '../nodes/contract/step-result.ts'
import { skippedRows } from '../nodes/parts/day-list.ts'
import type { Outgoing } from '../templates/outgoing.ts'
import { countryOfLocale } from '../templates/phone-number.ts'
import { type Scope, type Template, toText } from '../templates/template.ts'
import { ELAPSED_MS } from '../templates/time-left.ts'
import { WORK, Work } from '../templates/work.ts'
import type { Answer, AnswerInput, SentModule } from './answer.ts'
import type { AnswerFormat } from './answer-format.ts'
import type { MadeLookUp } from './logged.ts'
import { change, type Path } from './path.ts'
import { latestRecording, recordingScope } from './recordings.ts'
import { createScope, isoTime } from './scope.ts'

/** What only the whole answer can be told for: size, hops, a step that was asked for and is gone. */
export class AnswerFailure extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Thrown where a step asks another server, changes a table or sets a switch: where the walk stands, and what is to be done. */
export class PendingStep extends Error {
  readonly node: PreparedNode
  readonly path: Path
  /** Of the step's entry in the trace. */
  readonly index: number
  readonly wanted: PendingResult
  constructor(node: PreparedNode, path: Path, index: number, wanted: PendingResult) {
    super('A step waits for its reply.')
    this.node = node
    this.path = path
    this.index = index
    this.wanted = wanted
  }
}

/** What a step asks for that takes time. */
export type PendingResult = Extract<StepResult, { kind: 'look-up' | 'write' | 'set-switch' }>

export interface Walk {
  readonly input: AnswerInput
  readonly format: AnswerFormat
  /** Values of secrets that went out in this request. */
  readonly secretsSent: string[]
  /** What the running step tells of itself. */
  traceDetail: string | null
  /** The id of the studio step that runs. */
  running: string
  readonly scope: Scope
  /** The zone of the clock in the scope; null while no flow has asked for it. */
  zone: string | null
  /** Bytes emitted so far. */
  bytes: number
  /** From here on each further connection is a cut. */
  readonly maxPartBytes: number
  studioSteps: number
  /** Changes of tables so far. */
  writes: number
  readonly modules: SentModule[]
  readonly trace: TraceEntry[]
  readonly failures: Answer['failures']
  readonly warnings: Answer['warnings']
  /** Addresses of continuations, to be masked in the log. */
  readonly addresses: string[]
  /** Upload addresses, to be masked in the log. */
  readonly uploads: string[]
  /** The latest recording that the studio keeps. */
  readonly recording: StudioRecording | null
  /** Addresses of continuations that are the same: sealed once. */
  readonly sealed: Map<string, { path: Path; address: string }[]>
  /** Custom variables that were given something sensitive in this call. */
  readonly hidden: Set<string>
  /** Whether the text holds marks around sensitive values. */
  hasMarks: boolean
  /** The path where the studio's own part ends and KAZOO decides. */
  handedOver: Path | null
  readonly lookUps: MadeLookUp[]
  /** The path of the studio step that runs. */
  here: Path
  readonly call: StepCall
}

export function createWalk(input: AnswerInput, format: AnswerFormat, here: Path, maxPartBytes = MAX_PART_BYTES): Walk {
  const recording = latestRecording(input)
  const scope = createScope(input.facts, input.continuation?.expected ?? null, recordingScope(input.facts, recording))
  const { elapsedMs } = input
  if (elapsedMs) scope[ELAPSED_MS] = elapsedMs
  const work = new Work()
  scope[WORK] = work
  const walk: Walk = {
    input,
    format,
    secretsSent: [],
    traceDetail: null,
    running: '',
    scope,
    zone: null,
    bytes: 0,
    maxPartBytes,
    studioSteps: 0,
    writes: 0,
    modules: [],
    trace: [],
    failures: [],
    warnings: [],
    addresses: [],
    uploads: [],
    recording,
    sealed: new Map(),
    hidden: new Set(input.continuation?.hidden),
    hasMarks: false,
    handedOver: null,
    lookUps: [],
    here,
    call: {
      value: (template) => render(walk, template, walk.here),
      text: (template) => toText(render(walk, template, walk.here)),
      assign: (name, value, from) => {
        const isHidden = (from !== undefined && isSensitive(walk, from, walk.here)) || holdsSecret(walk, value)
        walk.here = assign(walk.here, name, value, isHidden)
      },
      isSensitive: (template) => isSensitive(walk, template, walk.here),
      hides: (name) => walk.here.sensitive?.has(name) === true,
      now: input.now,
      timezone: '',
      locale: '',
      stickyKey: (what) => stickyKey(walk, what),
      outgoing: (text) => renderOutgoing(walk, text),
      readTable: (query) =>
        input.services?.readTable({
          ...query,
          country: countryOfLocale(walk.here.at.flow.settings.locale),
          epoch: input.epoch,
          at: input.now.getTime(),
        }) ?? NO_TABLES,
      specialDays: (table) => readDays(walk, table),
      switchState: (id) => input.services?.switchState?.(id, input.now) ?? 'automatic',
      setTraceDetail: (detail) => {
        walk.traceDetail = detail
      },
      work,
      answered: null,
      attempt: 1,
    },
  }
  return walk
}

/** Of the call, from 1. */
export const requestNumber = ({ input }: Walk): number => (input.continuation?.hops ?? 0) + 1

const NO_TABLES = { kind: 'error', code: 'table.gone', message: 'There are no tables here.' } as const

/** What a list lacks never fails a step: it is told, once an answer. */
function readDays({ input, running: nodeId, warnings }: Walk, table: string): readonly SpecialDay[] {
  const list = input.services?.specialDays?.(table, input.epoch) ?? null
  const message = list ? skippedRows(list) : 'A list of special days is not here any more.'
  if (message !== null && !warnings.some((told) => told.nodeId === nodeId && told.message === message))
    warnings.push({ nodeId, message })
  return list?.days ?? NO_DAYS
}

const NO_DAYS: readonly SpecialDay[] = []

/** Within one flow: choices of different flows are independent of each other. */
function stickyKey({ input: { facts }, here }: Walk, what: 'call' | 'caller'): string {
  const { callId, callerNumber } = facts
  const key = what === 'caller' ? callerNumber || callId : callId
  return `${here.at.flowId}\n${key ?? ''}`
}

/** A server may echo what it was sent. */
function holdsSecret({ secretsSent }: Walk, value: Json | undefined): boolean {
  if (secretsSent.length === 0) return false
  const text = toText(value)
  return secretsSent.some((secret) => text.includes(secret))
}

/** Shorter secrets stand in too many values by chance. */
const MIN_HIDDEN = 4
/** Stands in an address as it is. */
const SHOWN_SECRET = '***'

/** Secrets are in the scope for this one text, and gone from it afterwards. */
function renderOutgoing(walk: Walk, { secrets, render: fill }: Outgoing): { text: string; shown: string } {
  const scope = scopeOf(walk, walk.here)
  if (secrets.length === 0) {
    const text = fill(scope)
    return { text, shown: text }
  }
  const values: Record<string, string> = {}
  for (const name of secrets) {
    const value = walk.input.services?.secret(name)
    if (value === undefined) throw new StepFailure('secret.missing', `There is no secret “${name}”.`)
    values[name] = value
  }
  walk.secretsSent.push(...Object.values(values).filter((value) => value.length >= MIN_HIDDEN))
  const text = fill({ ...scope, secrets: values })
  const masked = Object.fromEntries(secrets.map((name) => [name, SHOWN_SECRET]))
  return { text, shown: fill({ ...scope, secrets: masked }) }
}

/** The value of a template on a path. */
function render(walk: Walk, template: Template, path: Path): Json | undefined {
  return template.render(scopeOf(walk, path))
}

/** The variables as they are on this path. */
export function scopeOf(walk: Walk, path: Path): Scope {
  const { flow } = path.at
  walk.here = path
  walk.scope.vars = path.vars
  walk.scope.custom = path.custom === null ? walk.input.facts.custom : withCustom(walk, path.custom)
  walk.scope.locale = flow.settings.locale
  walk.scope.timezone = flow.settings.timezone
  if (flow.readsClock && walk.zone !== flow.settings.timezone) {
    walk.zone = flow.settings.timezone
    walk.scope.now = isoTime(walk.input.now, walk.zone)
  }
  return walk.scope
}

/** What KAZOO sent, and before it what steps of this call have set: KAZOO 4.3 never sends that back. */
const withCustom = ({ input }: Walk, set: Readonly<Record<string, Json>>): Record<string, unknown> =>
  Object.assign(Object.create(null), input.facts.custom, set)

/** A path with one more variable, converted to its declared type where that is possible. */
export function assign(path: Path, name: string, value: Json | undefined, hasSensitiveSource: boolean): Path {
  const { flow } = path.at
  const sensitive = hasSensitiveSource || flow.feedsSensitive.has(name)
  return change(path, {
    vars: { ...path.vars, [name]: toType(value ?? '', flow.types.get(name)) },
    sensitive: sensitive ? new Set([...(path.sensitive ?? []), name]) : path.sensitive,
  })
}

function toType(value: Json, type: string | undefined): Json {
  if (type === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value)
  return value
}

/** A message about what failed, in which nothing sensitive stands: it goes into logs, and to whoever reads `vars.error`. */
export function redactMessage({ input: { facts }, secretsSent }: Walk, path: Path, message: string): string {
  const { masks, sensitive: declared } = path.at.flow
  if (!path.sensitive && declared.size === 0 && secretsSent.length === 0) return message
  const hidden: unknown[] = [...secretsSent, ...[...(path.sensitive ?? [])].map((name) => path.vars[name])]
  for (const [name, pressed] of Object.entries(facts.digits)) if (isMasked(masks, 'digits', name)) hidden.push(pressed)
  for (const [name, value] of Object.entries(facts.custom)) if (isMasked(masks, 'custom', name)) hidden.push(value)
  return hidden
    .map((value) => toText(value))
    .filter((text) => text !== '')
    .reduce((text, secret) => text.replaceAll(secret, MASKED), message)
}

/** Whether a template reads a sensitive variable, or digits or custom variables that carry one. */
export const isSensitive = (walk: Walk, template: Template, path: Path): boolean =>
  template.constant === null && readsSensitive(walk, template.reads, path)

/** Whether any of these values of the call is sensitive on this path. */
export function readsSensitive(
  { input: { facts }, hidden }: Walk,
  reads: readonly (readonly string[])[],
  path: Path,
): boolean {
  if (reads.length === 0) return false
  const { masks, sensitive: declared } = path.at.flow
  const holdsAny = path.sensitive !== null || declared.size > 0
  return reads.some(([root, name]) => {
    if (root === 'vars') return name === undefined ? path.sensitive !== null : path.sensitive?.has(name) === true
    if (root === 'digits')
      return name === undefined ? holdsAny || takesSecret(facts.digits) : isMasked(masks, 'digits', name)
    if (root === 'custom')
      return name === undefined
        ? masks.custom.size + hidden.size > 0
        : isMasked(masks, 'custom', name) || hidden.has(name)
    return root === 'request' && (holdsAny || hidden.size > 0 || takesSecret(facts.digits))
  })
}

/** Whether any flow of the call has asked for something sensitive. */
const takesSecret = (digits: Record<string, string>): boolean =>
  Object.keys(digits).some((name) => name.startsWith(SENSITIVE_PREFIX))
