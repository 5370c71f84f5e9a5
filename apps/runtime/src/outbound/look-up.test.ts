import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { LookUpRequest } from '@callflow-studio/model'
import { afterEach, describe, expect, it } from 'vitest'
import { closedHost, serve as startServer, type WebServer } from '../testing/web-server.ts'
import { createLookUps, type LookUps } from './look-up.ts'

const open: { close: () => unknown }[] = []
afterEach(async () => {
  for (const { close } of open.splice(0).reverse()) await close()
})

async function serve(...given: Parameters<typeof startServer>): Promise<WebServer> {
  const server = await startServer(...given)
  open.push(server)
  return server
}

type More = Parameters<typeof createLookUps> extends [unknown, ...infer Rest] ? Rest : never

function lookUps(allowed: string[] = ['127.0.0.1'], ...more: More): LookUps {
  const made = createLookUps(allowed, ...more)
  open.push(made)
  return made
}

const request = (url: string, more: Partial<LookUpRequest> = {}): LookUpRequest => ({
  method: 'GET',
  url,
  headers: [],
  body: null,
  contentType: null,
  followRedirects: 0,
  nodeId: 'ask',
  shownUrl: url,
  timeoutMs: 3000,
  ...more,
})

const codeOf = async (url: string, more: Partial<LookUpRequest> = {}, timeoutMs = 1000, from = lookUps()) => {
  const reply = await from.lookUp(request(url, more), timeoutMs)
  return reply.ok ? reply.status : reply.code
}

describe('a look-up', () => {
  it('sends what the step says, and brings back status, text and type', async () => {
    const server = await serve((_, response) =>
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"a":1}'),
    )
    const reply = await lookUps().lookUp(
      request(`${server.url}/x?y=1`, {
        method: 'POST',
        headers: [
          ['X-Key', 'k'],
          ['X-Name', 'Zoë\r\nX-Evil: 1'],
          ['Host', 'elsewhere'],
          ['Content-Length', '99'],
        ],
        body: '{"q":2}',
        contentType: 'application/json',
      }),
      1000,
    )
    expect(reply).toMatchObject({ ok: true, status: 201, text: '{"a":1}', contentType: 'application/json' })
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/x?y=1', body: '{"q":2}' })
    expect(server.seen[0]?.headers).toMatchObject({
      'x-key': 'k',
      'x-name': Buffer.from('Zoë X-Evil: 1').toString('latin1'),
      'content-type': 'application/json',
      'content-length': '7',
      host: server.host,
    })
    expect(server.seen[0]?.headers['x-evil']).toBeUndefined()
  })

  it('uses connections again', async () => {
    const server = await serve((_, response) => response.end('ok'))
    const from = lookUps()
    for (let index = 0; index < 5; index++) await from.lookUp(request(server.url), 1000)
    expect(new Set(server.seen.map(({ port }) => port)).size).toBeLessThan(3) // one may still be closing its books
  })

  it('offers HTTP/1.1 only, so that each has a connection to itself', async () => {
    const hello = new Promise<Buffer>((resolve) => {
      const server = createTcpServer((socket) =>
        socket.once('data', (data) => {
          resolve(data)
          socket.destroy()
        }),
      )
      server.listen(0, '127.0.0.1', () => {
        open.push({ close: () => server.close() })
        void codeOf(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`, { method: 'POST' })
      })
    })
    // TLS's list of protocols (RFC 7301, 3.1), with one entry.
    expect((await hello).includes('\x00\x10\x00\x0b\x00\x09\x08http/1.1', 0, 'latin1')).toBe(true)
  })

  it('unpacks, and reads other charsets', async () => {
    const server = await serve(({ url }, response) =>
      url === '/packed'
        ? response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('Zoë'))
        : response
            .writeHead(200, { 'content-type': 'text/plain; charset=iso-8859-1' })
            .end(Buffer.from('Zo\xeb', 'latin1')),
    )
    for (const path of ['/packed', '/latin'])
      expect(await lookUps().lookUp(request(server.url + path), 1000)).toMatchObject({ ok: true, text: 'Zoë' })
  })

  it('brings back any status: what it means is the step’s business', async () => {
    const server = await serve(({ url }, response) => response.writeHead(Number(url?.slice(1))).end())
    for (const status of [204, 302, 404, 500]) expect(await codeOf(`${server.url}/${status}`)).toBe(status)
  })
})

describe('a look-up fails', () => {
  it('in time, where no reply comes or none that ends', async () => {
    const silent = await serve(() => {})
    const drip = await serve((_, response) => {
      response.write('x')
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    })
    for (const { url } of [silent, drip]) {
      const begun = performance.now()
      expect(await codeOf(url, {}, 300)).toBe('look-up.timeout')
      expect(performance.now() - begun).toBeLessThan(600)
    }
    expect(silent.seen).toHaveLength(1)
  })

  it('where there is no time left, without asking', async () => {
    const server = await serve((_, response) => response.end())
    expect(await codeOf(server.url, {}, 0)).toBe('look-up.timeout')
    expect(server.seen).toEqual([])
  })

  describe('when its time is up, no matter what timers say, and sends nothing more:', () => {
    /** Time passes only where a test says so. */
    const at = { ms: 0 }
    const stopped = () => {
      at.ms = 0
      return lookUps(['127.0.0.1'], undefined, () => at.ms)
    }

    it('no request after a long wait for its turn', async () => {
      const server = await serve((_, response) => response.end())
      const code = codeOf(server.url, {}, 300, stopped())
      at.ms = 300
      expect(await code).toBe('look-up.timeout')
      expect(server.seen).toEqual([])
    })

    it('no second attempt', async () => {
      const server = await serve((_, response) => {
        at.ms = 300
        response.destroy()
      })
      expect(await codeOf(server.url, {}, 300, stopped())).toBe('look-up.timeout')
      expect(server.seen).toHaveLength(1)
    })

    it('no request to where it was redirected', async () => {
      const server = await serve((_, response) => {
        at.ms = 300
        response.writeHead(302, { location: '/there' }).end()
      })
      expect(await codeOf(server.url, { followRedirects: 1 }, 300, stopped())).toBe('look-up.timeout')
      expect(server.seen).toHaveLength(1)
    })
  })

  it('where nobody listens, or the connection breaks', async () => {
    const server = createTcpServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address() as AddressInfo
    expect(await codeOf(`http://127.0.0.1:${port}/`)).toBe('look-up.unreachable')
    server.close()
    expect(await codeOf(`http://127.0.0.1:${port}/`)).toBe('look-up.unreachable')
    expect(await codeOf('http://no-such-host.invalid/')).toBe('look-up.unreachable')
  })

  it('where the reply is larger than 1 MiB, packed or not', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/fits') response.end('x'.repeat(1024 * 1024))
      else if (url === '/packed')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(50 * 1024 * 1024)))
      else response.end('x'.repeat(1024 * 1024 + 1))
    })
    expect(await codeOf(`${server.url}/fits`, {}, 5000)).toBe(200)
    expect(await codeOf(`${server.url}/large`, {}, 5000)).toBe('look-up.too-large')
    expect(await codeOf(`${server.url}/packed`, {}, 5000)).toBe('look-up.too-large')
  })

  it('where the address is none', async () => {
    for (const url of [
      '',
      'crm',
      '/path',
      'ftp://example.com/',
      'file:///etc/passwd',
      'http://',
      'http://u:p@example.com/',
    ])
      expect(await codeOf(url)).toBe('look-up.bad-url')
    expect(await codeOf('http://127.0.0.1:1/', { headers: [['no header', 'x']] })).toBe('look-up.bad-url')
  })

  it('without a word of what the address holds', async () => {
    const host = await closedHost()
    const reply = await lookUps().lookUp(request(`http://${host}/hidden?key=hidden`), 1000)
    expect(reply).toMatchObject({ ok: false, message: `${host} refuses connections.` })
  })
})

describe('one retry', () => {
  /** Breaks the first connection, answers the others. */
  const shaky = () => serve((_, response, count) => (count === 1 ? response.destroy() : response.end('ok')))

  it('is made for GET, where the connection broke', async () => {
    const server = await shaky()
    expect(await codeOf(server.url)).toBe(200)
    expect(server.seen).toHaveLength(2)
  })

  it('is not made twice', async () => {
    const server = await serve((_, response) => response.destroy())
    expect(await codeOf(server.url)).toBe('look-up.unreachable')
    expect(server.seen).toHaveLength(2)
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is not made for %s', async (method) => {
    const server = await shaky()
    expect(await codeOf(server.url, { method })).toBe('look-up.unreachable')
    expect(server.seen).toHaveLength(1)
  })

  it('is not made after a reply, however bad', async () => {
    const server = await serve((_, response) => response.writeHead(503).end())
    expect(await codeOf(server.url)).toBe(503)
    expect(server.seen).toHaveLength(1)
  })
})

describe('private hosts', () => {
  it('are refused, in every spelling, and nothing is sent', async () => {
    const server = await serve((_, response) => response.end())
    const none = lookUps([])
    for (const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '127.1',
      '[::ffff:127.0.0.1]',
      '[::1]',
      '0',
      'localhost',
    ])
      expect(await codeOf(`http://${host}:${server.port}/`, {}, 1000, none)).toBe('look-up.refused-host')
    expect(server.seen).toEqual([])
  })

  it('are refused after their name was resolved, for each connection again', async () => {
    const server = await serve((_, response) => response.writeHead(200, { connection: 'close' }).end())
    let address = '10.255.255.1'
    const resolve = async () => [{ address, family: 4 }]
    expect(await codeOf('http://rebound.example.com/', {}, 1000, lookUps([], resolve))).toBe('look-up.refused-host')
    const allowed = lookUps(['127.0.0.1'], resolve)
    address = '127.0.0.1'
    expect(await codeOf(`http://rebound.example.com:${server.port}/`, {}, 1000, allowed)).toBe(200)
    address = '169.254.169.254'
    expect(await codeOf(`http://rebound.example.com:${server.port}/`, {}, 1000, allowed)).toBe('look-up.refused-host')
  })

  it('are left out where a name has public addresses too', async () => {
    const server = await serve((_, response) => response.end())
    const resolve = async () => [
      { address: '10.255.255.1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    expect(await codeOf(`http://mixed.example.com:${server.port}/`, {}, 1000, lookUps(['127.0.0.1'], resolve))).toBe(
      200,
    )
  })

  it('are reached where they are allowed: by name, port or range', async () => {
    const server = await serve((_, response) => response.end())
    const local = `http://localhost:${server.port}/`
    for (const allowed of ['localhost', `localhost:${server.port}`, '127.0.0.0/8', '127.0.0.1'])
      expect(await codeOf(local, {}, 1000, lookUps([allowed]))).toBe(200)
    expect(await codeOf(local, {}, 1000, lookUps(['localhost:1']))).toBe('look-up.refused-host')
  })
})

describe('redirects', () => {
  const to = (target: string | ((url: string) => string), status = 302) =>
    serve(({ url = '' }, response) =>
      response.writeHead(status, { location: typeof target === 'string' ? target : target(url) }).end(),
    )

  it('are followed only as often as the step says; one more is an ordinary reply', async () => {
    const server = await serve(({ url }, response) => {
      const left = Number(url?.slice(1))
      if (left === 0) response.end('there')
      else response.writeHead(302, { location: `/${left - 1}` }).end('not yet')
    })
    expect(await codeOf(`${server.url}/1`)).toBe(302)
    expect(await codeOf(`${server.url}/3`, { followRedirects: 3 })).toBe(200)
    expect(await codeOf(`${server.url}/3`, { followRedirects: 2 })).toBe(302)
  })

  it('to a host that must not be reached have a code of their own', async () => {
    const inner = await serve((_, response) => response.end('credentials'))
    for (const target of [
      `http://localhost:${inner.port}/`,
      'http://169.254.169.254/',
      'http://[::1]/',
      'file:///etc/passwd',
      'http://',
    ]) {
      const { host, url } = await to(target)
      expect(await codeOf(url, { followRedirects: 5 }, 1000, lookUps([host]))).toBe('look-up.redirect')
    }
    expect(inner.seen).toEqual([])
  })

  it('share the time of the look-up', async () => {
    const server = await serve(({ url = '' }, response) =>
      setTimeout(() => response.writeHead(302, { location: `${url}x` }).end(), 100),
    )
    const begun = performance.now()
    expect(await codeOf(server.url, { followRedirects: 5 }, 250)).toBe('look-up.timeout')
    expect(performance.now() - begun).toBeLessThan(500)
  })

  it('tell another server no headers, and never the body', async () => {
    const other = await serve((_, response) => response.end())
    const headers: [string, string][] = [
      ['Authorization', 'Bearer hidden'],
      ['X-Key', 'hidden'],
    ]
    await codeOf((await to(other.url)).url, { followRedirects: 1, headers })
    expect(JSON.stringify(other.seen)).not.toContain('hidden')
    const body = { method: 'POST', body: 'hidden', contentType: 'text/plain', followRedirects: 1 }
    expect(await codeOf((await to(other.url, 307)).url, body)).toBe('look-up.redirect')
    expect(await codeOf((await to(other.url, 303)).url, body)).toBe(200)
    expect(other.seen.map(({ method }) => method)).toEqual(['GET', 'GET'])
  })

  it('on the same server keep headers and, after 307 and 308, method and body', async () => {
    for (const [status, method, body] of [
      [301, 'GET', ''],
      [302, 'GET', ''],
      [303, 'GET', ''],
      [307, 'POST', 'x'],
      [308, 'POST', 'x'],
    ] as const) {
      const server = await serve(({ url }, response) =>
        url === '/' ? response.writeHead(status, { location: '/there' }).end() : response.end(),
      )
      const sent = {
        method: 'POST',
        body: 'x',
        contentType: 'text/plain',
        headers: [['X-Key', 'k']] as [string, string][],
      }
      expect(await codeOf(`${server.url}/`, { ...sent, followRedirects: 1 })).toBe(200)
      expect(server.seen[1]).toMatchObject({ method, body, headers: { 'x-key': 'k' } })
    }
  })
})
