/** What templates read on a path, and how a path gets a variable. */
import type { Json } from '../json.ts'
import type { Scope, Template } from '../templates/template.ts'
import type { Evaluation } from './evaluation.ts'
import { change, type Path } from './path.ts'
import { isoTime } from './scope.ts'

/** The value of a template on a path. */
export function renderTemplate(evaluation: Evaluation, template: Template, path: Path): Json | undefined {
  return template.render(scopeOf(evaluation, path))
}

/** The variables as they are on this path. */
export function scopeOf(evaluation: Evaluation, path: Path): Scope {
  const { flow } = path.at
  evaluation.scope.vars = path.vars
  evaluation.scope.custom = path.custom === null ? evaluation.input.facts.custom : withCustom(evaluation, path.custom)
  evaluation.scope.locale = flow.settings.locale
  evaluation.scope.timezone = flow.settings.timezone
  if (flow.readsClock && evaluation.zone !== flow.settings.timezone) {
    evaluation.zone = flow.settings.timezone
    evaluation.scope.now = isoTime(evaluation.input.now, evaluation.zone)
  }
  return evaluation.scope
}

/** What KAZOO sent, and before it what steps of this call have set: KAZOO 4.3 never sends that back. */
const withCustom = ({ input }: Evaluation, set: Readonly<Record<string, Json>>): Record<string, unknown> =>
  Object.assign(Object.create(null), input.facts.custom, set)

/** A path with one more variable, converted to its declared type where that is possible. */
export function assign(path: Path, name: string, value: Json | undefined, hasSensitiveSource: boolean): Path {
  const { flow } = path.at
  const sensitive = hasSensitiveSource || flow.feedsSensitive.has(name)
  return change(path, {
    vars: { ...path.vars, [name]: toDeclaredType(value ?? '', flow.types.get(name)) },
    sensitive: sensitive ? new Set([...(path.sensitive ?? []), name]) : path.sensitive,
  })
}

/** A value as its variable is declared, where it can be converted. */
export function toDeclaredType(value: Json, type: string | undefined): Json {
  if (type === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value)
  return value
}
