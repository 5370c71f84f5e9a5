/** KAZOO's schemas, and what they say of a document. @source docs/kazoo/crossbar.md, sections 3, 5 */
import { dataSchemaIn, isKnownTo, type Json, knownModule } from '@callflow-studio/model'
import { z } from 'zod'
import { isObject, type JsonObject } from './account-data.ts'
import { checkCallflowSchema } from './callflows.ts'
import { KAZOO_OF } from './check-flow.ts'
import { withDefaults } from './defaults.ts'
import { forbidden, invalid, invalidMethod, notFound, ok, type Reply } from './reply.ts'
import type { FakeRequest, FakeState } from './state.ts'

/** `GET schemas/{name}`, for which nobody need sign in. Made of our own definitions. */
export function readSchema({ rules }: FakeState, name: string): Reply {
  const module = name.replace(/^callflows\./, '')
  const step = module === name ? undefined : knownModule(module)
  if (!step || !isKnownTo(step, KAZOO_OF[rules.version])) return notFound(name)
  const schema = z.toJSONSchema(dataSchemaIn(step, KAZOO_OF[rules.version]), { unrepresentable: 'any', io: 'input' })
  const shown = keywordsOf(JSON.parse(JSON.stringify(schema)))
  const properties = isObject(shown.properties) ? shown.properties : {}
  const known = Object.entries(properties).filter(([field]) => isInVersion(step.data, field, KAZOO_OF[rules.version]))
  return ok({
    $schema: 'http://json-schema.org/draft-04/schema#',
    id: name,
    type: 'object',
    properties: Object.fromEntries(
      known.map(([field, about]) => [field, withDefault(about, withDefaults(module, {}, rules.version)[field])]),
    ),
    required: shown.required ?? [],
  })
}

const KEYWORDS = ['type', 'enum', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems']

/** Without labels and hints, which are for our own forms. */
function keywordsOf(schema: Json): JsonObject {
  if (!isObject(schema)) return {}
  const { properties, items, anyOf, required } = schema
  const own = KEYWORDS.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]] as const]))
  return {
    ...Object.fromEntries(own),
    ...(isObject(properties)
      ? { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, keywordsOf(one)])) }
      : {}),
    ...(items === undefined ? {} : { items: keywordsOf(items) }),
    ...(Array.isArray(anyOf) ? { oneOf: anyOf.map(keywordsOf) } : {}),
    ...(Array.isArray(required) ? { required } : {}),
  }
}

const isInVersion = (data: z.ZodType, field: string, version: string): boolean =>
  !(data instanceof z.ZodObject) || data.shape[field]?.meta()?.versions?.includes(version) !== false

const withDefault = (about: Json, value: Json | undefined): Json =>
  isObject(about) && value !== undefined ? { ...about, default: value } : about

/** `PUT schemas/{name}/validation` below an account. */
export function validateBySchema(
  state: FakeState,
  { method, data }: FakeRequest,
  name: string,
  hasAccount: boolean,
): Reply {
  if (method !== 'PUT') return invalidMethod()
  if (!hasAccount && !state.isSuperduper) return forbidden()
  if (name !== 'callflows') return notFound(name)
  const { data: filled, errors } = checkCallflowSchema(isObject(data) ? data : {}, state.rules)
  return errors.length > 0 ? invalid(errors, state.rules.version === '5') : ok(filled)
}
