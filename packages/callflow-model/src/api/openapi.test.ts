import { describe, expect, it } from 'vitest'
import { openApiDocument } from './openapi.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'

const document = openApiDocument('1.2.3')

describe('the OpenAPI document', () => {
  it('has every operation once, by its id', () => {
    const described = Object.values(document.paths).flatMap((path) => Object.values(path))
    expect(described.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(operations).sort())
  })

  it('refers to no schema that is missing', () => {
    const text = JSON.stringify(document)
    const used = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, id]) => id)
    expect(used.filter((id) => id !== undefined && !(id in document.components.schemas))).toEqual([])
    expect(text).not.toContain('$defs')
  })

  it('writes path parameters as OpenAPI does', () => {
    expect(document.paths['/flows/{id}/versions/{version}']?.get?.parameters.map(({ name }) => name)).toEqual([
      'id',
      'version',
    ])
  })

  it('reads numbers and lists of a query as what they are', () => {
    const parameters = document.paths['/tables/{id}/rows']?.get?.parameters ?? []
    expect(parameters.find(({ name }) => name === 'limit')).toMatchObject({
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 500, default: 100 },
    })
  })

  it.each(Object.entries<Operation>(operations))('%s has examples that fit', (id, { path, method, body, output }) => {
    const described = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    expect(described?.operationId).toBe(id)
    if (body && body.kind !== 'csv')
      expect(body.schema.safeParse(described?.requestBody?.content['application/json']?.example).error).toBeUndefined()
    if (output && 'safeParse' in output) {
      const answer = Object.values(described?.responses ?? {})[0]
      expect(output.safeParse(answer?.content?.['application/json']?.example).error).toBeUndefined()
    }
  })
})
