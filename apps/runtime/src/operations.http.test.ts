import { type Operation, type OperationId, operations } from '@callflow-studio/model/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operationOf } from './testing/check-output.ts'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(() => studio.stop())

describe('the operations of the API', () => {
  it.each(Object.entries<Operation>(operations))('%s has a route of its own', async (id, { method, path }) => {
    const filled = path.replace(/:\w+/g, 'missing')
    expect(operationOf(method, filled)).toBe(id)
    if (id === 'call.stream') return // it never ends
    const { status, text } = await studio.send(`/api${filled}`, { method })
    expect(status).not.toBe(405)
    expect(text).not.toContain('This address does not exist')
    if (status >= 400) expect(JSON.parse(text)).toMatchObject({ status })
  })

  it('are what the OpenAPI document describes', async () => {
    const { status, headers, text } = await studio.send('/api/openapi.json')
    expect([status, headers['content-type']]).toEqual([200, 'application/json'])
    const { openapi, paths } = JSON.parse(text)
    expect(openapi).toBe('3.1.1')
    const ids = Object.values<Record<string, { operationId: OperationId }>>(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    )
    expect(ids.sort()).toEqual(Object.keys(operations).sort())
  })

  it('can be read on a page', async () => {
    const { status, headers, text } = await studio.send('/api/docs')
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=UTF-8'])
    for (const { title } of Object.values(operations)) expect(text).toContain(title)
    expect(text).not.toContain('<script')
  })
})
