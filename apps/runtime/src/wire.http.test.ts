/** Bytes that no client library would send: in each case there is an answer at once, and the server goes on. */
import { connect } from 'node:net'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
let path: string
beforeAll(async () => {
  studio = await startStudio()
  path = new URL((await studio.publish(flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build())).pivotUrl)
    .pathname
})
afterAll(() => studio.stop())

/** @returns what came back until the server closed the connection. */
function raw(bytes: string | Buffer, end: 'wait' | 'reset' = 'wait'): Promise<string> {
  const { port } = new URL(studio.url)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('close', () => resolve(text))
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve(text) : reject(error)))
    if (end === 'reset') setTimeout(() => socket.resetAndDestroy(), 50)
  })
}
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
const isFine = async () => {
  expect((await studio.send(path)).status).toBe(200)
  expect(studio.log()).not.toContain('unexpectedly')
}

describe('requests as bytes', () => {
  it('an older HTTP without Host is answered as far as it can be', async () => {
    const answer = await raw(`GET ${path} HTTP/1.0\r\n\r\n`)
    expect(statusOf(answer)).toBe(400)
    expect(answer).toContain('{"error":')
    await isFine()
  })

  it.each(['a b', 'a/b', 'x@y', 'a"b', '[::1', ':80', 'h\xf6st'])('the Host %s makes no address', async (host) => {
    const answer = await raw(
      Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, 'latin1'),
    )
    expect(statusOf(answer)).toBe(400)
    await isFine()
  })

  it('a header up to 64 KiB is read, tokens are long; beyond that it is 431', async () => {
    const sized = (size: number) =>
      raw(`GET ${path}?x=${'y'.repeat(size)} HTTP/1.1\r\nHost: studio.example\r\nConnection: close\r\n\r\n`)
    expect(statusOf(await sized(60_000))).toBe(200)
    expect(statusOf(await sized(70_000))).toBe(431)
    await isFine()
  })

  it.each([
    ['chunks that are none', 'Transfer-Encoding: chunked\r\n\r\nxyz\r\n', 400],
    ['two lengths', 'Content-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
    ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['a length that is no number', 'Content-Length: many\r\n\r\n', 400],
  ])('%s are refused', async (_, rest, status) => {
    expect(statusOf(await raw(`POST ${path} HTTP/1.1\r\nHost: studio.example\r\n${rest}`))).toBe(status)
    await isFine()
  })

  it('a caller’s server that goes away in the middle of its body is no problem for others', async () => {
    for (const [target, type] of [
      [path, 'application/x-www-form-urlencoded'],
      ['/api/flows', 'application/json'],
      ['/api/tables/none/import', 'text/csv'],
    ])
      await raw(
        `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\nContent-Length: 500\r\n\r\n{"a`,
        'reset',
      )
    await isFine()
  })

  it('an address with broken encoding or raw bytes is a 400 or 404, never a crash', async () => {
    expect(statusOf(await raw(`GET /pivot/%ff/%00 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`))).toBe(403)
    expect(
      statusOf(await raw(`GET ${path}?Digits[pin]=% HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)),
    ).toBe(200)
    for (const target of ['/pivot/%ff', '/pivot/a b', '/api/%ff', '/%ff', '*', 'http://'])
      expect([400, 404]).toContain(
        statusOf(await raw(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)),
      )
    await isFine()
  })

  it.each([
    ['raw bytes, as a KAZOO that escapes no names sends them', 'Custom-Application-Vars[gr\xf6\xdfe]=1'],
    ['a space', 'Custom-Application-Vars[my var]=1'],
  ])('an address with %s is a 400 with a JSON error, and on the Calls page', async (_, query) => {
    const address = `${path}?Call-ID=x&${query}`
    const answer = await raw(Buffer.from(`GET ${address} HTTP/1.1\r\nHost: studio.example\r\n\r\n`, 'latin1'))
    expect(statusOf(answer)).toBe(400)
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toEqual({ error: expect.stringContaining('percent-encoded') })
    const { calls } = await studio.api<{ calls: object[] }>('GET', '/calls?limit=1')
    expect(calls[0]).toMatchObject({ status: 400, hop: 0, error: expect.stringContaining('by POST') })
    expect(statusOf(await raw(Buffer.from(`GET /pivot/nobody?\xf6 HTTP/1.1\r\nHost: a\r\n\r\n`, 'latin1')))).toBe(404)
    expect(statusOf(await raw(Buffer.from(`GET /flows?\xf6 HTTP/1.1\r\nHost: a\r\n\r\n`, 'latin1')))).toBe(400)
    await isFine()
  })

  it('digits in brackets that are not encoded are understood, as KAZOO sends them by GET', async () => {
    const target = `${path}?Call-ID=raw%40call&Digits[pin]=0042&User-ID[]=a&User-ID[]=b&Custom-Application-Vars[crm][id]=77`
    const answer = await raw(`GET ${target} HTTP/1.1\r\nHost: studio.example\r\ncontent-length: 0\r\nte: \r\n\r\n`)
    expect(statusOf(answer)).toBe(200)
    const { calls } = await studio.api<{ calls: { id: string }[] }>('GET', '/calls?callId=raw@call')
    expect(await studio.api('GET', `/calls/${calls[0]?.id}`)).toMatchObject({
      request: {
        params: { Digits: { pin: '0042' }, 'User-ID': ['a', 'b'], 'Custom-Application-Vars': { crm: { id: '77' } } },
      },
    })
  })

  it('a name under which objects keep their prototype is only a name', async () => {
    for (const body of ['__proto__[x]=1&Digits[__proto__]=2&constructor[prototype][y]=3', '{"__proto__":{"x":1}}'])
      expect(
        (
          await studio.send(path, {
            method: 'POST',
            headers: {
              'content-type': body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded',
            },
            body,
          })
        ).status,
      ).toBe(200)
    expect(({} as Record<string, unknown>).x).toBeUndefined()
    await isFine()
  })
})
