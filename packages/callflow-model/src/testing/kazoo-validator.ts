/**
 * KAZOO's own schemas, asked the way KAZOO asks them: the proof of what the studio sends. `callflows.action` describes a
 * node; what it marks `kazoo-validation` ajv cannot know, so names of modules, their data and the hosts of addresses are
 * checked here in a second step, for every node of the tree.
 */
import AjvDraft04, { type ValidateFunction } from 'ajv-draft-04'
import { listShared, readShared } from './shared-files.ts'

/** One thing that KAZOO refuses. */
export interface Refusal {
  /** Dot path from the root of the answer. */
  path: string
  message: string
}

export interface KazooValidator {
  /** @returns what KAZOO would refuse in an answer, parsed; empty for a good one. */
  checkAnswer(answer: unknown, options?: { allowAnyHost?: boolean }): Refusal[]
  /** @returns what KAZOO would refuse in the data of a module. */
  checkData(module: string, data: unknown): Refusal[]
  /** A schema by its name (`callflows.tts`), as it is in KAZOO. */
  schema(name: string): KazooSchema
}

export interface KazooSchema {
  properties?: Record<string, KazooSchema>
  required?: string[]
  [keyword: string]: unknown
}

const REFUSED_HOSTS = ['localhost', '127.0.0.1', '0.0.0.0']

/** Reads all schemas from `../shared/kazoo-schemas`; throws where they are missing, see `isSharedMissing`. */
export function loadKazooValidator(): KazooValidator {
  const ajv = new AjvDraft04({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true })
  const schemas = new Map<string, KazooSchema>()
  for (const file of listShared('kazoo-schemas').filter((name) => name.endsWith('.json'))) {
    const name = file.replace(/\.json$/, '')
    const schema = readShared('kazoo-schemas', file) as KazooSchema
    schemas.set(name, schema)
    ajv.addSchema(schema, name) // KAZOO writes `_id`, which ajv does not read
  }

  const check = (name: string, value: unknown, path: string): Refusal[] => {
    const validate = ajv.getSchema(name) as ValidateFunction
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => ({
      path: [path, instancePath.replaceAll('/', '.').slice(1)].filter(Boolean).join('.'),
      message: message ?? 'refused',
    }))
  }

  const schema = (name: string): KazooSchema => {
    const found = schemas.get(name)
    if (!found) throw new Error(`KAZOO has no schema "${name}".`)
    return found
  }

  return {
    schema,
    checkData: (module, data) => check(`callflows.${module}`, data, ''),
    checkAnswer: (answer, { allowAnyHost = false } = {}) => {
      const refusals = check('callflows.action', answer, '')
      if (refusals.length > 0) return refusals
      const waiting: { node: CallflowJson; path: string }[] = [{ node: answer as CallflowJson, path: '' }]
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const at = (name: string): string => [next?.path, name].filter(Boolean).join('.')
        const { module, data, children = {} } = next.node
        const dataSchema = schemas.get(`callflows.${module}`)
        if (!dataSchema) refusals.push({ path: at('module'), message: `unable to find callflow schema for ${module}` })
        else {
          refusals.push(...check(`callflows.${module}`, data, at('data')))
          if (!allowAnyHost) refusals.push(...refusedHosts(dataSchema, data, at('data')))
        }
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

/** Text fields that KAZOO marks for its own check are addresses. */
function refusedHosts(schema: KazooSchema, data: Record<string, unknown>, path: string): Refusal[] {
  return Object.entries(schema.properties ?? {})
    .filter(([name, property]) => property['kazoo-validation'] === true && typeof data[name] === 'string')
    .filter(([name]) => REFUSED_HOSTS.includes(hostOf(String(data[name]))))
    .map(([name]) => ({ path: `${path}.${name}`, message: `${hostOf(String(data[name]))} is not allowed` }))
}

const hostOf = (address: string): string =>
  (/^https?:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(address)?.[1] ?? '').replace(/:\d*$/, '')
