/** What is wrong with one node's own data: its schema, its templates, unknown keys, and what its type adds. */
import { z } from 'zod'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { formatTraits } from '../kazoo/formats.ts'
import { KAZOO_VERSIONS, type KazooProfile, versionsInWords, versionsOf, versionToOffer } from '../kazoo/versions.ts'
import { checkCallflow } from '../nodes/check-callflow.ts'
import type { CheckScope, Problem } from '../nodes/contract/checks.ts'
import type { NodeDefinition } from '../nodes/contract/define.ts'
import type { Quirk } from '../nodes/contract/kazoo-step.ts'
import type { EntityKind } from '../nodes/contract/references.ts'
import { definitionOf } from '../nodes/index.ts'
import { entityInWords } from '../nodes/parts/entity-words.ts'
import { addressProblems } from '../nodes/parts/kazoo-fields.ts'
import { textsIn, valuesIn } from '../nodes/parts/texts-in.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { isKnownTo, versionsWithout } from '../nodes/parts/versioned-data.ts'
import { entitiesIn } from '../nodes/references.ts'
import { isChosen, mayHoldSecrets, mayHoldTemplate, schemaAt } from '../templates/schema-at.ts'
import { isTemplate, parseTemplate, type ReadPath } from '../templates/template.ts'
import { nameProblems } from './check-names.ts'
import { fieldAt, labelAt } from './field-at.ts'
import { offerVersion, schemaProblems, unexpectedValues, WOULD_REFUSE } from './schema-problems.ts'

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
      ...offerVersion(versionToOffer(having)),
    },
  ]
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
const NAMED_FREELY: ReadonlySet<EntityKind> = new Set(['media', 'notification'])
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
