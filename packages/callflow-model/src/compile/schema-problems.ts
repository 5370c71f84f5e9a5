/** What the schemas of a node's data find: what KAZOO refuses, or reads in another way than was meant. */
import type { z } from 'zod'
import { type KazooProfile, type KazooVersion, versionsInWords, versionsOf, versionToOffer } from '../kazoo/versions.ts'
import type { Problem } from '../nodes/contract/checks.ts'
import type { NodeDefinition } from '../nodes/contract/define.ts'
import { refusedHostIn } from '../nodes/parts/kazoo-fields.ts'
import { dataSchemaIn, isKnownTo, isOfRule } from '../nodes/parts/versioned-data.ts'
import { fieldAt, labelAt } from './field-at.ts'

export const WOULD_REFUSE = ' KAZOO would refuse the whole answer: callers would hear silence.'

/** What each KAZOO of the profile refuses in the data as it is sent, once where they agree. */
export function schemaProblems(
  definition: NodeDefinition,
  data: Record<string, unknown>,
  templatePaths: readonly string[],
  profile: KazooProfile,
): Problem[] {
  const versions = versionsOf(profile).filter(
    (version) => definition.kind !== 'kazoo' || isKnownTo(definition, version),
  )
  const written = definition.kind === 'kazoo' ? (definition.written?.(data, profile) ?? data) : data
  const found = new Map<string, { problem: Problem; versions: KazooVersion[] }>()
  const bySchema = new Map<z.ZodType, Problem[]>()
  const problemsFor = (schema: z.ZodType): Problem[] => {
    const known = bySchema.get(schema) ?? problemsIn(definition, schema, written, templatePaths)
    bySchema.set(schema, known)
    return known
  }
  for (const version of versions)
    for (const problem of problemsFor(dataSchemaIn(definition, version))) {
      // Versions may refuse a field for different reasons: one is told.
      const known = found.get(problem.field ?? '')
      if (!known) found.set(problem.field ?? '', { problem, versions: [version] })
      else if (!known.versions.includes(version)) known.versions.push(version)
    }
  // Where each version refuses something, if not the same, no KAZOO of the profile takes the step.
  const takenBy = versions.filter((version) => ![...found.values()].some((one) => one.versions.includes(version)))
  return [...found.values()].map(({ problem, versions: refusing }) =>
    refusing.length === versions.length
      ? problem
      : takenBy.length === 0
        ? { ...problem, message: `${versionsInWords(refusing)}: ${problem.message}` }
        : {
            ...problem,
            message: `${versionsInWords(refusing)}: ${problem.message}`,
            versions: refusing,
            ...offerVersion(versionToOffer(takenBy)),
          },
  )
}

function problemsIn(
  definition: NodeDefinition,
  schema: z.ZodType,
  data: unknown,
  templatePaths: readonly string[],
): Problem[] {
  const parsed = schema.safeParse(data, { error: (issue) => inWords(definition, issue) })
  if (parsed.success) return []
  return parsed.error.issues
    .filter((issue) => isOfRule(issue) || !templatePaths.includes(issue.path.join('.')))
    .map((issue) => {
      const { code, short: otherwise } = classify(issue)
      const short =
        code === 'url.refused-host'
          ? otherwise
          : (fieldAt(definition.data, issue.path.map(String))?.meta()?.short ?? otherwise)
      return {
        severity: 'error',
        code,
        message: issue.message,
        ...(issue.path.length > 0 ? { field: issue.path.join('.') } : {}),
        ...(short ? { short } : {}),
      } as const
    })
}

/** What no KAZOO of the profile checks, but reads all the same: a value of another kind may not do what was meant. */
export function unexpectedValues(
  definition: NodeDefinition,
  data: Record<string, unknown>,
  templatePaths: readonly string[],
  profile: KazooProfile,
): Problem[] {
  if (definition.kind !== 'kazoo' || !definition.differs) return []
  const known = Object.fromEntries(
    Object.entries(data).filter(([key]) => {
      const { versions } = fieldAt(definition.data, [key])?.meta() ?? {}
      return !versions || versionsOf(profile).some((version) => versions.includes(version))
    }),
  )
  return problemsIn(definition, definition.data, definition.written?.(known, profile) ?? known, templatePaths)
    .filter(({ code }) => code !== 'field.missing')
    .map((problem) => ({ ...problem, severity: 'warning', message: problem.message.replace(WOULD_REFUSE, '') }))
}

/** An edit that sets the flow to a version which takes the step. */
export const offerVersion = (version: KazooVersion | undefined): Pick<Problem, 'fix'> =>
  version
    ? { fix: { kind: 'set-setting', label: `Set the flow to KAZOO ${version}`, setting: 'kazoo', value: version } }
    : {}

type RawIssue = Parameters<z.core.$ZodErrorMap>[0]

/** Words for what zod found; a schema's own `error` text wins over these. */
function inWords(definition: NodeDefinition, issue: RawIssue): string {
  const path = (issue.path ?? []).map(String)
  const label = labelAt(definition, path)
  const end = definition.kind === 'kazoo' ? WOULD_REFUSE : ''
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return `${label} is missing.${end}`
      return `${label} must be ${KINDS[issue.expected as string] ?? `of type ${String(issue.expected)}`}.${end}`
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return `${label} is empty.${end}`
      if (issue.origin === 'array') return `${label} needs at least ${issue.minimum}.${end}`
      return `${label} must be at least ${issue.minimum}${issue.origin === 'string' ? ' characters long' : ''}.${end}`
    case 'too_big':
      return `${label} must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}.${end}`
    case 'invalid_value':
      return `${label} must be one of ${issue.values.map(String).join(', ')}.${end}`
    case 'invalid_format':
      return `${label} is not in the right format.${end}`
    default:
      return `${label} has a type that cannot be used here.${end}`
  }
}

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function classify(issue: z.core.$ZodIssue): { code: Problem['code']; short?: string } {
  const host = refusedHostIn(issue)
  if (host !== null) return { code: 'url.refused-host', short: `KAZOO refuses ${host}` }
  if (issue.code === 'invalid_type' && /is missing/.test(issue.message))
    return { code: 'field.missing', short: 'Something is missing' }
  if ((issue.code === 'too_small' || issue.code === 'too_big') && issue.origin === 'string' && issue.exact)
    return {
      code: 'field.id-length',
      short: `The id needs ${String('minimum' in issue ? issue.minimum : issue.maximum)} characters`,
    }
  if (issue.code === 'too_small' && (issue.origin === 'string' || issue.origin === 'array'))
    return { code: 'field.empty', short: issue.origin === 'array' ? 'The list is empty' : 'Fill in what is empty' }
  if (issue.code === 'too_big' && issue.origin === 'string')
    return { code: 'field.too-long', short: 'The text is too long' }
  return { code: 'field.invalid', short: 'Fix a field' }
}
