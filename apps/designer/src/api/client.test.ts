import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { request, urlOf } from './client.ts'

/** What came, and what is answered next. */
let received: { method: string; url: string; type: string | undefined; body: string }
let next: { status: number; body: string }
let server: Server
let base: string

beforeAll(async () => {
  server = createServer(async (incoming, outgoing) => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    const { method = '', url = '', headers } = incoming
    received = { method, url, type: headers['content-type'], body }
    outgoing.writeHead(next.status).end(next.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

beforeEach(() => {
  // In a browser, the page's own address stands before a path.
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => fetch(base + path, init))
})
afterEach(() => vi.unstubAllGlobals())

const answer = (status: number, body: unknown) => {
  next = { status, body: typeof body === 'string' ? body : JSON.stringify(body) }
}

describe('a request', () => {
  it('fills the path, the query and the body', async () => {
    answer(201, { id: 'r1', values: { number: '12' } })
    expect(await request('row.create', { id: 'a/b', body: { values: { number: '12' } } })).toEqual({
      id: 'r1',
      values: { number: '12' },
    })
    expect(received).toEqual({
      method: 'POST',
      url: '/api/tables/a%2Fb/rows',
      type: 'application/json',
      body: '{"values":{"number":"12"}}',
    })
  })

  it('leaves out what is empty, and joins lists', () => {
    expect(urlOf('holiday.list', { query: { country: 'DE', region: '', years: [2026, 2027] } })).toBe(
      '/api/public-holidays?country=DE&years=2026%2C2027',
    )
  })

  it('sends CSV as it is', async () => {
    answer(200, { rows: 1, remarks: [], remarkCount: 0 })
    await request('table.import', { id: 't', body: new Blob(['number\n12\n']) })
    expect(received).toMatchObject({ type: 'text/csv', body: 'number\n12\n' })
  })

  it('answers nothing where the operation has no output', async () => {
    answer(204, '')
    expect(await request('flow.delete', { id: 'f' })).toBeUndefined()
  })

  it('fails with the problem that the server tells', async () => {
    answer(409, { title: 'Someone else saved this flow.', status: 409, current: { revision: 8, updatedAt: NOW } })
    await expect(request('flow.unpublish', { id: 'f' })).rejects.toMatchObject({
      status: 409,
      problem: { title: 'Someone else saved this flow.', current: { revision: 8 } },
    })
  })

  it('fails where a proxy answers with a page of its own', async () => {
    answer(502, '<h1>Bad gateway</h1>')
    await expect(request('flow.list')).rejects.toMatchObject({ status: 502 })
  })

  it('names the operation and the field of an unexpected answer', async () => {
    answer(200, { tables: [{ id: 1 }] })
    await expect(request('table.list')).rejects.toMatchObject({
      status: 502,
      problem: { detail: expect.stringMatching(/^table\.list: tables\.0\.id/) },
    })
  })

  it('fails with status 0 where nothing answers', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(request('studio.show')).rejects.toMatchObject({ status: 0, isOffline: true })
  })

  it('passes an abort on', async () => {
    answer(200, {})
    await expect(request('flow.show', { id: 'f' }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  it('does not compile with a wrong operation, parameter, query or body', () => {
    const wrong = () => [
      // @ts-expect-error no such operation
      request('flow.stats'),
      // @ts-expect-error the path needs an id
      request('flow.show', {}),
      // @ts-expect-error a limit is a number
      request('row.list', { id: 't', query: { limit: 'many' } }),
      // @ts-expect-error a flow is saved with its revision
      request('flow.save', { id: 'f', body: { name: 'A', document: { nodes: [], edges: [] } } }),
      // @ts-expect-error no such field in the answer
      request('studio.show').then(({ publicUrls }) => publicUrls),
    ]
    expect(wrong).toBeTypeOf('function')
  })
})

const NOW = '2026-11-30T09:15:00.000Z'
