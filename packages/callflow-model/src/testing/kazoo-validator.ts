/**
 * KAZOO's own schemas of each version, asked the way KAZOO asks them: the proof of what the studio sends. Defaults are
 * filled in first. `callflows.action` describes a node; what it marks `kazoo-validation` ajv cannot know, so names of
 * modules, their data and addresses are checked here in a second step, for every node of the tree.
 */
import AjvDraft04, { type ValidateFunction } from 'ajv-draft-04'
import { isObject } from '../kazoo/callflow-tree.ts'
import { KAZOO_VERSIONS, type KazooProfile, type KazooVersion, versionsOf } from '../kazoo/versions.ts'
import { kazooRefusal } from '../kazoo/web-address.ts'
import { readKazooSchemas } from './kazoo-files.ts'

/** One thing that KAZOO refuses. */
interface Refusal {
  /** The first version that does. */
  version: KazooVersion
  /** Dot path from the root of the answer. */
  path: string
  message: string
  /** The module's name, where the version has no schema for it. */
  unknownModule?: string
}

export interface KazooValidator {
  /** @returns what the KAZOOs of a profile would refuse in an answer, parsed; empty for a good one. */
  checkAnswer(answer: unknown, options?: { profile?: KazooProfile; allowAnyHost?: boolean }): Refusal[]
  /** @returns what a version would refuse in the data of a module. */
  checkData(module: string, data: unknown, version: KazooVersion): Refusal[]
  /** A schema by its name (`callflows.tts`), as it is in a version. */
  schema(name: string, version: KazooVersion): KazooSchema
  /** @returns whether a version has such a schema. */
  hasSchema(name: string, version: KazooVersion): boolean
}

export interface KazooSchema {
  properties?: Record<string, KazooSchema>
  required?: string[]
  [keyword: string]: unknown
}

/** What the schemas of 5 refer to, and is not among them. @source docs/kazoo/modules.json#tones */
const TONE: KazooSchema = {
  required: ['frequencies', 'duration_on', 'duration_off'],
  properties: {
    frequencies: { type: 'array', minItems: 1, items: { type: 'integer' } },
    duration_on: { type: 'integer' },
    duration_off: { type: 'integer' },
    repeat: { type: 'integer' },
    volume: { type: 'integer', maximum: 0 },
  },
}

/** Reads all schemas. @throws where KAZOO's files are missing, see `hasKazooSchemas` */
export function loadKazooValidator(): KazooValidator {
  const validators = new Map(KAZOO_VERSIONS.map((version) => [version, loadVersion(version)]))
  const of = (version: KazooVersion): VersionValidator => {
    const validator = validators.get(version)
    if (!validator) throw new Error(`no KAZOO ${version}`)
    return validator
  }
  return {
    schema: (name, version) => of(version).schema(name),
    hasSchema: (name, version) => of(version).schemas.has(name),
    checkData: (module, data, version) => of(version).checkData(module, structuredClone(data), ''),
    checkAnswer: (answer, { profile = 'any', allowAnyHost = false } = {}) =>
      versionsOf(profile).flatMap((version) => of(version).checkAnswer(answer, allowAnyHost)),
  }
}

type VersionValidator = ReturnType<typeof loadVersion>

function loadVersion(version: KazooVersion) {
  const ajv = new AjvDraft04({
    strict: false,
    unicodeRegExp: false,
    allErrors: true,
    useDefaults: true,
    formats: { email: /^[^@]+@[^@]+$/, uri: true },
  })
  const schemas = new Map<string, KazooSchema>()
  const add = (name: string, schema: KazooSchema): void => {
    schemas.set(name, schema)
    ajv.addSchema(schema, name) // KAZOO writes `_id`, which ajv does not read
  }
  for (const [name, schema] of readKazooSchemas(version)) add(name, schema)
  if (!schemas.has('tone')) add('tone', TONE)

  /** Fills defaults into the value. */
  const check = (name: string, value: unknown, path: string): Refusal[] => {
    const validate = ajv.getSchema(name) as ValidateFunction
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => ({
      version,
      path: [path, instancePath.replaceAll('/', '.').slice(1)].filter(Boolean).join('.'),
      message: message ?? 'refused',
    }))
  }

  const schema = (name: string): KazooSchema => {
    const found = schemas.get(name)
    if (!found) throw new Error(`KAZOO ${version} has no schema "${name}".`)
    return found
  }

  /** Text fields that KAZOO marks for its own check are addresses. */
  const checkAddresses = ({ properties = {} }: KazooSchema, data: Record<string, unknown>, path: string): Refusal[] =>
    Object.entries(properties).flatMap(([name, property]) => {
      const value = data[name]
      if (property['kazoo-validation'] !== true || typeof value !== 'string') return []
      const refused = kazooRefusal(value, version)
      return refused ? [{ version, path: `${path}.${name}`, message: refused.message }] : []
    })

  return {
    schema,
    schemas,
    checkData: (module: string, data: unknown, path: string): Refusal[] => [
      ...check(`callflows.${module}`, data, path),
      ...(isObject(data) ? checkAddresses(schema(`callflows.${module}`), data, path) : []),
    ],
    checkAnswer(given: unknown, allowAnyHost: boolean): Refusal[] {
      const answer = structuredClone(given)
      const refusals = check('callflows.action', answer, '')
      if (refusals.length > 0) return refusals
      const waiting: { node: CallflowJson; path: string }[] = [{ node: answer as CallflowJson, path: '' }]
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const at = (name: string): string => [next?.path, name].filter(Boolean).join('.')
        const { module, data, children = {} } = next.node
        const dataSchema = schemas.get(`callflows.${module}`)
        if (!dataSchema) {
          const message = `unable to find callflow schema for ${module}`
          refusals.push({ version, path: at('module'), message, unknownModule: module })
          continue
        }
        const ofData = check(`callflows.${module}`, data, at('data'))
        refusals.push(...ofData)
        if (!allowAnyHost) refusals.push(...checkAddresses(dataSchema, data, at('data')))
        if (module === 'callflow' && version === '5' && data.flow && ofData.length === 0)
          waiting.push({ node: data.flow as CallflowJson, path: at('data.flow') })
        for (const [key, child] of Object.entries(children))
          if (/.+/.test(key)) waiting.push({ node: child, path: at(`children.${key}`) })
      }
      return refusals
    },
  }
}

interface CallflowJson {
  module: string
  data: Record<string, unknown>
  children?: Record<string, CallflowJson>
}
