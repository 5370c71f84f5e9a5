/** The state of one evaluation, and the small questions that every part of the walk asks of it. */
import type { TraceEntry } from '../api/index.ts'
import type { Json } from '../json.ts'
import type { StepCall } from '../nodes/define-node.ts'
import type { Scope, Template } from '../templates/template.ts'
import type { Answer, AnswerInput, SentModule } from './answer.ts'
import type { Path } from './path.ts'
import { createScope, isoTime } from './scope.ts'

/** What only the whole answer can be told for: size, hops, a step that was asked for and is gone. */
export class AnswerFailure extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export interface Walk {
  readonly input: AnswerInput
  readonly scope: Scope
  /** The zone of the clock in the scope; null while no flow has asked for it. */
  zone: string | null
  /** Bytes emitted so far. */
  bytes: number
  studioSteps: number
  readonly modules: SentModule[]
  readonly trace: TraceEntry[]
  readonly failures: Answer['failures']
  readonly warnings: Answer['warnings']
  /** Addresses of continuations, to be masked in the log. */
  readonly addresses: string[]
  /** Texts of continuations that are the same: sealed once. */
  readonly sealed: Map<string, { path: Path; text: string; bytes: number }[]>
  /** Whether the text holds marks around sensitive values. */
  hasMarks: boolean
  /** Variables where the studio's own part ends and KAZOO decides. */
  variables: Readonly<Record<string, Json>> | null
  /** The path of the studio step that runs. */
  here: Path
  readonly call: StepCall
}

export function createWalk(input: AnswerInput, here: Path): Walk {
  const walk: Walk = {
    input,
    scope: createScope(input.facts, input.continuation?.expected ?? null),
    zone: null,
    bytes: 0,
    studioSteps: 0,
    modules: [],
    trace: [],
    failures: [],
    warnings: [],
    addresses: [],
    sealed: new Map(),
    hasMarks: false,
    variables: null,
    here,
    call: {
      value: (template) => render(walk, template, walk.here),
      text: (template) => String(render(walk, template, walk.here) ?? ''),
      assign: (name, value, from) => {
        walk.here = assign(walk.here, name, value, from !== undefined && isSensitive(from, walk.here))
      },
      isSensitive: (template) => isSensitive(template, walk.here),
      answered: null,
      attempt: 1,
    },
  }
  return walk
}

/** The value of a template on a path. */
export function render(walk: Walk, template: Template, path: Path): Json | undefined {
  return template.render(scopeOf(walk, path))
}

/** The variables as they are on this path. */
export function scopeOf(walk: Walk, path: Path): Scope {
  const { flow } = path.at
  walk.here = path
  walk.scope.vars = path.vars
  if (flow.readsClock && walk.zone !== flow.settings.timezone) {
    walk.zone = flow.settings.timezone
    walk.scope.now = isoTime(walk.input.now, walk.zone)
  }
  return walk.scope
}

/** A path with one more variable, converted to its declared type where that is possible. */
export function assign(path: Path, name: string, value: Json | undefined, hasSensitiveSource: boolean): Path {
  const { flow } = path.at
  const sensitive = hasSensitiveSource || flow.sensitive.has(name)
  return {
    ...path,
    vars: { ...path.vars, [name]: toType(value ?? '', flow.types.get(name)) },
    sensitive: sensitive ? new Set([...(path.sensitive ?? []), name]) : path.sensitive,
  }
}

function toType(value: Json, type: string | undefined): Json {
  if (type === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value)
  return value
}

/** Whether a template reads a sensitive variable, or digits or custom variables that carry one. */
export function isSensitive(template: Template, path: Path): boolean {
  if (template.constant !== null || template.reads.length === 0) return false
  const { masks, sensitive: declared } = path.at.flow
  if (!path.sensitive && declared.size === 0) return false
  return template.reads.some(([root, name]) => {
    if (root === 'vars')
      return name === undefined ? (path.sensitive?.size ?? 0) > 0 : path.sensitive?.has(name) === true
    if (root === 'digits')
      return masks.allDigits || name === undefined || name.startsWith('secret_') || masks.digits.has(name)
    if (root === 'custom') return name === undefined ? masks.custom.size > 0 : masks.custom.has(name)
    return root === 'request'
  })
}
