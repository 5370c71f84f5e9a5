/** The table of operations as an OpenAPI document (3.1), for `/api/openapi.json` and its page. */
import { z } from 'zod'
import { exampleOf } from './example-of.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { problemSchema } from './problems.ts'

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type JsonSchema = { [key: string]: unknown }

interface MediaType {
  schema?: JsonSchema
  example?: unknown
}

export interface OpenApiParameter {
  name: string
  in: 'path' | 'query'
  required: boolean
  schema: JsonSchema
  explode?: false
}

export interface OpenApiOperation {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  parameters: OpenApiParameter[]
  requestBody?: { required: boolean; content: Record<string, MediaType> }
  responses: Record<string, { description: string; content?: Record<string, MediaType> }>
  'x-permission': string
}

export interface OpenApiDocument {
  openapi: '3.1.1'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags: { name: string }[]
  paths: Record<string, Record<string, OpenApiOperation>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, JsonSchema> }
  security: Record<string, string[]>[]
}

/**
 * @param version of the studio
 * @returns every operation with its parameters, schemas and an example of each; schemas with an id stand under `components`
 */
export function openApiDocument(version: string): OpenApiDocument {
  const schemas: Record<string, JsonSchema> = {}
  const paths: OpenApiDocument['paths'] = {}
  const problem = toJsonSchema(problemSchema, 'output', schemas)
  for (const [id, operation] of Object.entries<Operation>(operations)) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(id, operation, problem, schemas) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Callflow Studio',
      version,
      description:
        'Everything that the designer does. Times are ISO 8601 in UTC, durations are milliseconds. An error is a problem document (RFC 9457).',
    },
    servers: [{ url: '/api' }],
    tags: [...new Set(Object.keys(operations).map(tagOf))].map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes: { password: { type: 'http', scheme: 'basic' } } },
    security: [{}, { password: [] }],
  }
}

const tagOf = (operationId: string): string => operationId.split('.')[0] ?? ''

function describe(
  id: string,
  operation: Operation,
  problem: JsonSchema,
  schemas: Record<string, JsonSchema>,
): OpenApiOperation {
  const { title, description, permission, path, query, body } = operation
  return {
    operationId: id,
    summary: title,
    ...(description === undefined ? {} : { description }),
    tags: [tagOf(id)],
    parameters: [...pathParameters(path), ...(query ? queryParameters(query, schemas) : [])],
    ...(body ? { requestBody: requestBodyOf(body, schemas) } : {}),
    responses: {
      ...successOf(operation, schemas),
      default: {
        description: 'What went wrong, and where.',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
    'x-permission': permission,
  }
}

const pathParameters = (path: string): OpenApiParameter[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

/** Their types as the server reads them; which may be left out is told by what a client sends. */
function queryParameters(query: z.ZodObject, schemas: Record<string, JsonSchema>): OpenApiParameter[] {
  const { properties = {} } = toJsonSchema(query, 'output', schemas) as { properties?: Record<string, JsonSchema> }
  const { required = [] } = toJsonSchema(query, 'input', schemas) as { required?: string[] }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
    ...(schema.type === 'array' ? { explode: false as const } : {}),
  }))
}

function requestBodyOf(
  body: NonNullable<Operation['body']>,
  schemas: Record<string, JsonSchema>,
): NonNullable<OpenApiOperation['requestBody']> {
  if (body.kind === 'csv') return { required: true, content: { 'text/csv': { schema: { type: 'string' } } } }
  return {
    required: !body.schema.safeParse({}).success,
    content: { 'application/json': withExample(toJsonSchema(body.schema, 'input', schemas), schemas) },
  }
}

function successOf({ output, status }: Operation, schemas: Record<string, JsonSchema>): OpenApiOperation['responses'] {
  if (output === null) return { 204: { description: 'Done.' } }
  if (!isSchema(output)) return { 200: { description: 'Done.', content: { [output.mediaType]: {} } } }
  const content = withExample(toJsonSchema(output, 'output', schemas), schemas)
  return { [status ?? 200]: { description: 'Done.', content: { 'application/json': content } } }
}

const withExample = (schema: JsonSchema, schemas: Record<string, JsonSchema>): MediaType => ({
  schema,
  example: exampleOf(schema, schemas),
})

const isSchema = (output: z.ZodType | { mediaType: string }): output is z.ZodType => 'safeParse' in output

/** @param schemas takes the schemas with an id, which the returned one refers to */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, JsonSchema>): JsonSchema {
  const { $schema, $defs, ...plain } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern // the format says it in one word
      if (io === 'output') delete jsonSchema.additionalProperties // newer studios may answer more
    },
  }) as JsonSchema
  for (const [id, definition] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>))
    schemas[id] ??= withPlainReferences(definition)
  return withPlainReferences(plain)
}

const withPlainReferences = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))
