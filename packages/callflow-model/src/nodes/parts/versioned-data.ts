/** How each version of KAZOO checks the data of a module. */
import { z } from 'zod'
import { isObject } from '../../kazoo/callflow-tree.ts'
import { KAZOO_VERSIONS, type KazooProfile, type KazooVersion, versionsOf } from '../../kazoo/versions.ts'
import type { NodeDefinition } from '../contract/define.ts'
import type { DataRule, KazooStepDefinition } from '../contract/kazoo-step.ts'

/** Whether a version of KAZOO has the module; another refuses every answer that holds it. */
export const isKnownTo = ({ versions = KAZOO_VERSIONS }: KazooStepDefinition, version: KazooVersion): boolean =>
  versions.includes(version)

/** @returns the versions of a profile that lack the module; empty where all have it. */
export const versionsWithout = (step: KazooStepDefinition, profile: KazooProfile): KazooVersion[] =>
  versionsOf(profile).filter((version) => !isKnownTo(step, version))

/** A field that is not checked, or is not there. */
const anything = () => z.unknown().optional()

/** Fields that a version reads without checking them; for `differs`. */
export const unchecked = (...names: string[]): Record<string, z.ZodType> =>
  Object.fromEntries(names.map((name) => [name, anything()]))

/**
 * A rule for `differs`: exactly one of these sets of fields is complete.
 * @param message what is said otherwise, at the very first field
 */
export const exactlyOne = (
  alternatives: readonly [readonly [string, ...string[]], ...(readonly string[])[]],
  message: string,
): DataRule => ({
  holds: (data) => alternatives.filter((names) => names.every((name) => Object.hasOwn(data, name))).length === 1,
  message,
  field: alternatives[0][0],
})

const schemas = new WeakMap<NodeDefinition, Map<KazooVersion, z.ZodType>>()

/**
 * The schema by which one version of KAZOO checks a module's data. A field that the version does not know passes there
 * with any value (docs/kazoo/versions.md#fields).
 * @returns the definition's own `data` where nothing differs, so that equal schemas are the same object
 */
export function dataSchemaIn(definition: NodeDefinition, version: KazooVersion): z.ZodType {
  const known = schemas.get(definition)?.get(version)
  if (known) return known
  const schema = definition.kind === 'kazoo' ? makeSchema(definition, version) : definition.data
  const ofDefinition = schemas.get(definition) ?? new Map<KazooVersion, z.ZodType>()
  schemas.set(definition, ofDefinition.set(version, schema))
  return schema
}

/** @returns the different schemas that data must satisfy in a profile: mostly one. */
export const dataSchemasOf = (definition: NodeDefinition, profile: KazooProfile): z.ZodType[] => [
  ...new Set(versionsOf(profile).map((version) => dataSchemaIn(definition, version))),
]

/** Whether an issue is of a rule over several fields: no value of a call can satisfy it. */
export const isOfRule = (issue: z.core.$ZodIssue): boolean => issue.code === 'custom' && issue.params?.isRule === true

function makeSchema(definition: KazooStepDefinition, version: KazooVersion): z.ZodType {
  const { data, differs } = definition
  if (!(data instanceof z.ZodObject)) return data
  const unknown = Object.entries(data.shape as Record<string, z.ZodType>).filter(
    ([, field]) => field.meta()?.versions?.includes(version) === false,
  )
  const { fields = {}, rule } = differs?.[version] ?? {}
  const changed = { ...Object.fromEntries(unknown.map(([name]) => [name, anything()])), ...fields }
  const schema = Object.keys(changed).length === 0 ? data : data.extend(changed)
  if (!rule) return schema
  return schema.refine((value) => rule.holds(value as Record<string, unknown>), {
    error: rule.message,
    path: [rule.field],
    params: { isRule: true },
    // Also where a field has a problem of its own: a value of the call may stand there. (zod skips it all the same
    // after a check with `abort: true`.)
    when: ({ value }) => isObject(value),
  })
}
