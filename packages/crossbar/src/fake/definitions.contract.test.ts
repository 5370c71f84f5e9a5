/** The fake's defaults, and the rules by which it refuses data, against KAZOO's own schema files. */
import { type KazooVersion, nodeTypes } from '@callflow-studio/model'
import { hasKazooSchemas, NO_KAZOO_SCHEMAS, readKazooSchemas } from '@callflow-studio/model/testing'
import AjvDraft04 from 'ajv-draft-04'
import { describe, expect, it } from 'vitest'
import { isObject, type JsonObject } from './account-data.ts'
import { checkFlow, KAZOO_OF } from './check-flow.ts'
import { type FakeVersion, withDefaults } from './defaults.ts'

/** Their schema asks for one of several fields, which jesse reports in another form than ajv. */
const HAS_ALTERNATIVES: Record<FakeVersion, string[]> = { '4': [], '5': ['callflow', 'pivot', 'ring_group'] }

const RULES: Readonly<Record<string, string>> = { format: 'wrong_format', oneOf: 'type', anyOf: 'type' }

describe.each(['4', '5'] as const)('KAZOO %s', (version) => {
  if (!hasKazooSchemas) {
    it.skip(NO_KAZOO_SCHEMAS, () => {})
    return
  }
  const kazoo = load(KAZOO_OF[version])
  const modules = nodeTypes
    .map(({ type }) => type)
    .filter((type) => kazoo.schemas.has(`callflows.${type}`) && !HAS_ALTERNATIVES[version].includes(type))

  it('writes the same defaults into the data of every module', () => {
    for (const [name, schema] of kazoo.schemas) {
      if (!name.startsWith('callflows.')) continue
      for (const data of [{}, deep(schema)]) {
        const filled = structuredClone(data)
        kazoo.errorsOf(name, filled)
        expect([name, withDefaults(name.replace('callflows.', ''), data, version)]).toEqual([name, filled])
      }
    }
  })

  it.each(modules)('refuses in %s what KAZOO refuses, by the same rule at the same path', (module) => {
    const name = `callflows.${module}`
    for (const data of wrongData(kazoo.schemas.get(name) ?? {})) {
      const filled = withDefaults(module, data, version)
      const theirs = kazoo.errorsOf(name, structuredClone(filled))
      const { errors } = checkFlow({ module, data }, { version, allowsLoopback: true })
      const ours = errors.map(([path, rule]) => `${path.replace(/^flow\.data\.?/, '')} ${rule}`)
      expect({ data, errors: ours.sort() }).toEqual({ data, errors: theirs })
    }
  })
})

function load(version: KazooVersion) {
  const ajv = new AjvDraft04({
    strict: false,
    unicodeRegExp: false,
    allErrors: true,
    useDefaults: true,
    formats: { uri: true },
  })
  ajv.addFormat('email', /^[^@]+@[^@]+$/)
  const schemas = new Map<string, JsonObject>()
  for (const [name, schema] of readKazooSchemas(version)) {
    schemas.set(name, schema as JsonObject)
    ajv.addSchema(schema, name)
  }
  if (!schemas.has('tone')) ajv.addSchema({}, 'tone')
  return {
    schemas,
    /** Fills in defaults. */
    errorsOf: (name: string, data: JsonObject): string[] => {
      const validate = ajv.getSchema(name)
      if (!validate || validate(data) === true) return []
      const lines = (validate.errors ?? []).map(({ instancePath, keyword, params }) => {
        const path = [...instancePath.split('/'), keyword === 'required' ? String(params.missingProperty) : ''].filter(
          Boolean,
        )
        return `${path.join('.')} ${RULES[keyword] ?? keyword}`
      })
      return [...new Set(lines)].sort()
    },
  }
}

/** Empty objects and lists of one wherever a default may be deeper. */
function deep(schema: JsonObject): JsonObject {
  const entries = Object.entries(isObject(schema.properties) ? schema.properties : {}).flatMap(([name, about]) => {
    if (!isObject(about)) return []
    if (about.type === 'object' && isObject(about.properties)) return [[name, deep(about)]]
    if (about.$ref === 'conferences') return [[name, {}]]
    return about.type === 'array' && isObject(about.items) && isObject(about.items.properties) ? [[name, [{}]]] : []
  })
  return Object.fromEntries(entries)
}

/** Every field once with each of some values that it may not have. */
function wrongData(schema: JsonObject): JsonObject[] {
  const fields = Object.entries(isObject(schema.properties) ? schema.properties : {})
  const values = ['no such value', '', -1, 1e9, true, [], {}]
  return [
    {},
    ...fields.flatMap(([name, about]) =>
      isObject(about) && about['kazoo-validation'] ? [] : values.map((value) => ({ [name]: value })),
    ),
  ]
}
