/** What is wrong with one node's own data: its schema, its templates, unknown keys, and what its type adds. */
import { z } from 'zod'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { formatTraits } from '../kazoo/formats.ts'
import {
  KAZOO_VERSIONS,
  type KazooProfile,
  type KazooVersion,
  versionsInWords,
  versionsOf,
  versionToOffer,
} from '../kazoo/versions.ts'
import { checkCallflow } from '../nodes/check-callflow.ts'
import type { CheckScope, Problem } from '../nodes/contract/checks.ts'
import type { NodeDefinition } from '../nodes/contract/define.ts'
import type { Quirk } from '../nodes/contract/kazoo-step.ts'
import type { EntityKind } from '../nodes/contract/references.ts'
import { definitionOf } from '../nodes/index.ts'
import { entityInWords } from '../nodes/parts/entity-words.ts'
import { addressProblems, refusedHostIn } from '../nodes/parts/kazoo-fields.ts'
import { textsIn, valuesIn } from '../nodes/parts/texts-in.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { dataSchemaIn, isKnownTo, isOfRule, versionsWithout } from '../nodes/parts/versioned-data.ts'
import { entitiesIn } from '../nodes/references.ts'
import { isChosen, mayHoldSecrets, mayHoldTemplate, schemaAt } from '../templates/schema-at.ts'
import { isTemplate, parseTemplate, type ReadPath } from '../templates/template.ts'
import { nameProblems } from './check-names.ts'

/** @returns all problems of a node, in the order of its fields. Never changes data, never throws. */
export function checkNode(scope: CheckScope): Diagnostic[] {
  const { node, profile } = scope
  const definition = definitionOf(node.type)
  if (!definition)
    return [
      {
        severity: 'error',
        code: 'node.unknown-type',
        nodeId: node.id,
        field: null,
        short: 'Unknown step',
        message: node.type.startsWith('kazoo.')
          ? `Callflow Studio has its own step for the module "${node.type.slice('kazoo.'.length)}". Delete this one.`
          : `Callflow Studio does not know the step "${node.type}". Delete it, or update Callflow Studio.`,
      },
    ]
  const templates = templateProblems(definition, scope)
  const problems: Problem[] = [
    ...unknownModule(definition, profile),
    ...schemaProblems(definition, node.data, templates.paths, profile),
    ...templates.problems,
    ...unknownKeys(definition, node.data),
    ...fieldsOfOtherVersions(definition, node.data, profile),
  ]
  // What was said of a field is not said again in other words; an error counts before a warning.
  const addUntold = (more: readonly Problem[]): void => {
    problems.push(
      ...more.filter(
        ({ field, severity }) =>
          field === undefined ||
          !problems.some((known) => known.field === field && (severity !== 'error' || known.severity === 'error')),
      ),
    )
  }
  addUntold(addressesIn(definition, node.data))
  addUntold(unexpectedValues(definition, node.data, templates.paths, profile))
  addUntold(modulesIn(definition, node.data, profile))
  addUntold(wrongIds(definition, node.data))
  const tolerant = tolerantData(definition, node.data)
  addUntold(definition.check?.(tolerant, scope) ?? [])
  if (definition.kind === 'kazoo') addUntold(quirksOf(definition.quirks?.(tolerant, scope) ?? [], profile))
  problems.push(...formProblems(definition, scope))
  return problems.map(({ field, ...problem }) => ({ ...problem, nodeId: node.id, field: field ?? null }))
}

/** A module that some KAZOO of the profile lacks makes it refuse the whole answer, unless another can stand in for it. */
function unknownModule(definition: NodeDefinition, profile: KazooProfile): Problem[] {
  if (definition.kind !== 'kazoo' || definition.standIn) return []
  const without = versionsWithout(definition, profile)
  const having = KAZOO_VERSIONS.filter((version) => isKnownTo(definition, version))
  if (without.length === 0 || having.length === 0) return []
  return [
    {
      severity: 'error',
      code: 'module.other-version',
      message: `${versionsInWords(without)} ${without.length === 1 ? 'does' : 'do'} not have the module "${definition.type}" and would refuse the whole answer: callers would hear silence. Use another step, or set the flow to ${versionsInWords(having, 'or')}.`,
      short: `Needs ${versionsInWords(having, 'or')}`,
      ...(without.length < versionsOf(profile).length ? { versions: without } : {}),
      ...choose(versionToOffer(having)),
    },
  ]
}

/** An edit that sets the flow to a version which takes the step. */
const choose = (version: KazooVersion | undefined): Pick<Problem, 'fix'> =>
  version
    ? { fix: { kind: 'set-setting', label: `Set the flow to KAZOO ${version}`, setting: 'kazoo', value: version } }
    : {}

/** What each KAZOO of the profile refuses in the data as it is sent, once where they agree. */
function schemaProblems(
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
            ...choose(versionToOffer(takenBy)),
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
function unexpectedValues(
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

const quirksOf = (quirks: readonly Quirk[], profile: KazooProfile): Problem[] =>
  quirks
    .filter(({ versions }) => versions.some((version) => versionsOf(profile).includes(version)))
    .map(({ versions: _, ...quirk }) => ({ severity: 'warning', code: 'kazoo.differs', ...quirk }))

/** Addresses that KAZOO takes, but can never reach, or that are often blocked. */
function addressesIn(definition: NodeDefinition, data: Record<string, unknown>): Problem[] {
  if (definition.kind !== 'kazoo') return []
  return Object.entries(data).flatMap(([key, value]) =>
    fieldAt(definition.data, [key])?.meta()?.address === true ? addressProblems(value, key) : [],
  )
}

/** Callflow JSON that is written in place, as the KAZOOs of the profile check it that know the field. */
function modulesIn(definition: NodeDefinition, data: Record<string, unknown>, profile: KazooProfile): Problem[] {
  return [...valuesIn(data)].flatMap(([value, path]) => {
    // As text it is TwiML, or no module, which its schema says.
    if (!fieldAt(definition.data, path)?.meta()?.holdsModule || typeof value === 'string') return []
    const { versions = KAZOO_VERSIONS } = fieldAt(definition.data, path.slice(0, 1))?.meta() ?? {}
    return versionsOf(profile)
      .filter((version) => versions.includes(version))
      .flatMap((version) => checkCallflow(value, { profile: version }))
      .map(({ severity, code, message, field }): Problem => {
        const place = [...path, field].filter(Boolean).join('.')
        // A flow within a value is looked at only when it runs.
        return path.length === 1
          ? { severity, code, message: `${message}${WOULD_REFUSE}`, field: place }
          : { severity: 'warning', code, message: `${message} KAZOO cannot run this flow.`, field: place }
      })
  })
}

/** Fields that a KAZOO of the profile does not know: they pass there and do nothing. */
function fieldsOfOtherVersions(
  definition: NodeDefinition,
  data: Record<string, unknown>,
  profile: KazooProfile,
): Problem[] {
  if (definition.kind !== 'kazoo') return []
  const known = versionsOf(profile).filter((version) => isKnownTo(definition, version))
  return [...valuesIn(data)].flatMap(([, path]) => {
    const { label = path.at(-1), versions } = fieldAt(definition.data, path)?.meta() ?? {}
    const without = versions ? known.filter((version) => !versions.includes(version)) : []
    if (without.length === 0) return []
    return [
      {
        severity: 'warning',
        code: 'field.other-version',
        field: path.join('.'),
        message: `${versionsInWords(without)} ${without.length === 1 ? 'does' : 'do'} not know “${label}”: it does nothing there.`,
        short: `Not on ${versionsInWords(without)}`,
      } satisfies Problem,
    ]
  })
}

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

const WOULD_REFUSE = ' KAZOO would refuse the whole answer: callers would hear silence.'

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** The label of the nearest field that has one. */
function labelAt(definition: NodeDefinition, path: readonly string[]): string {
  for (let length = path.length; length > 0; length--) {
    const place = fieldAt(definition.data, path.slice(0, length))
    const label = place?.meta()?.label
    if (label) return label
  }
  return path.join('.') || 'The data of this step'
}

function fieldAt(schema: z.ZodType, path: readonly string[]): z.ZodType | null {
  const parent = schemaAt(schema, path.slice(0, -1))
  const name = path.at(-1)
  if (parent instanceof z.ZodObject && name !== undefined && Object.hasOwn(parent.shape, name))
    return (parent.shape as Record<string, z.ZodType>)[name] ?? null
  return schemaAt(schema, path)
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

function templateProblems(
  definition: NodeDefinition,
  { node, document }: CheckScope,
): { problems: Problem[]; paths: string[] } {
  const problems: Problem[] = []
  const paths: string[] = []
  for (const [text, path] of textsIn(node.data)) {
    if (!isTemplate(text)) continue
    const field = path.join('.')
    if (!mayHoldTemplate(definition.data, path)) {
      if (definition.kind === 'kazoo') problems.push(sentAsWritten(definition, path))
      continue
    }
    // The studio's own steps read their numbers and choices when the flow is prepared, before any call.
    if (definition.kind === 'studio' && isChosen(schemaAt(definition.data, path))) continue
    paths.push(field)
    const parsed = parseTemplate(text)
    for (const { severity, code, message, short } of parsed.diagnostics)
      problems.push({ severity, code, message, field, ...(short ? { short } : {}) })
    if (!parsed.ok) continue
    const { reads } = parsed.value
    problems.push(...secretProblems(definition, path, reads), ...nameProblems({ text, reads, field, node }, document))
  }
  return { problems, paths }
}

/** Braces in a field that takes no values of the call. */
const sentAsWritten = (definition: NodeDefinition, path: readonly string[]): Problem => ({
  severity: 'warning',
  code: 'template.not-here',
  field: path.join('.'),
  message: `${labelAt(definition, path)} cannot contain call values: KAZOO receives the braces as text.`,
  short: 'Values do not work here',
})

/** What a step cannot be in the flow’s format. */
function formProblems(definition: NodeDefinition, scope: CheckScope): Problem[] {
  const { format } = scope.document.settings
  const { label, noCounterpart } = formatTraits[format]
  if (definition.kind !== 'kazoo' || noCounterpart === null) return []
  const form = definition.forms?.[format]
  if (form) return form.check?.(tolerantData(definition, scope.node.data), scope) ?? []
  const message = `${label} has no equivalent of ${definition.title}. Use another step, or switch the flow to Callflow JSON.`
  return [{ severity: 'error', code: noCounterpart, short: `Not in ${label}`, message }]
}

/** Secrets go out in look-ups, each by its own name, and are empty everywhere else. */
function secretProblems(definition: NodeDefinition, path: readonly string[], reads: readonly ReadPath[]): Problem[] {
  const secrets = reads.filter(([root]) => root === 'secrets')
  if (secrets.length === 0) return []
  const isHere = mayHoldSecrets(definition.data, path)
  if (isHere && secrets.every(([, name]) => name !== undefined)) return []
  const message = isHere
    ? 'Write the name of the secret, such as {{ secrets.crm }}. The name cannot come from a call value.'
    : 'Secrets can only be used in look-ups; here the value is empty. Remove it.'
  return [{ severity: 'error', code: 'template.secret', field: path.join('.'), short: 'No secrets here', message }]
}

/** What KAZOO finds by names or addresses as well. */
const NAMED_FREELY: ReadonlySet<EntityKind> = new Set(['media', 'notification', 'number'])
const ID_LENGTH = 32

/** KAZOO accepts any id here and finds nothing by one that cannot be. */
function wrongIds(definition: NodeDefinition, data: unknown): Problem[] {
  if (definition.kind !== 'kazoo') return []
  return entitiesIn(definition, data)
    .filter(({ id, entities }) => id.length !== ID_LENGTH && !entities.some((kind) => NAMED_FREELY.has(kind)))
    .map(({ id, entities, field }) => ({
      severity: 'warning',
      code: 'field.id-length',
      field,
      message: `Ids in KAZOO have ${ID_LENGTH} characters, this one has ${id.length}: no ${entityInWords(entities)} will be found. Copy the id again.`,
    }))
}

/** KAZOO ignores keys that it does not know: a misspelt one does nothing. */
function unknownKeys(definition: NodeDefinition, data: Record<string, unknown>): Problem[] {
  if (definition.kind !== 'kazoo' || definition.ownKeys || !(definition.data instanceof z.ZodObject)) return []
  const shape = definition.data.shape
  return Object.keys(data)
    .filter((key) => !Object.hasOwn(shape, key))
    .map((key) => ({
      severity: 'warning',
      code: 'field.unknown-key',
      field: key,
      message: `KAZOO does not know "${key}" in this step and ignores it. Correct the name, or remove it.`,
    }))
}
