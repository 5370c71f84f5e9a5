import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUILT_DIR } from './testing/build-for-tests.ts'
import { startStudio, type TestStudio } from './testing/studio.ts'

const hello = () => flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build()
const create = (headers: Record<string, string>) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: '{"name":"From elsewhere"}',
})

describe('without a password', () => {
  let studio: TestStudio
  beforeAll(async () => {
    studio = await startStudio({ environment: { PUBLIC_URL: 'https://studio.example.com' } })
  })
  afterAll(() => studio.stop())
  const status = async (headers: Record<string, string>) => (await studio.send('/api/flows', create(headers))).status

  it('the API answers under loopback names and the public one only', async () => {
    for (const host of ['localhost', 'localhost:8080', '127.0.0.1:1', '[::1]:8080', 'studio.example.com'])
      expect(await status({ host })).toBe(201)
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      'studio.example.com:81',
      '10.0.0.1',
    ])
      expect(await status({ host })).toBe(403)
  })

  it('no other web page can write', async () => {
    const host = 'localhost:8080'
    for (const origin of ['http://localhost:8080', 'https://studio.example.com'])
      expect(await status({ host, origin })).toBe(201)
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:8081',
      'http://studio.example.com',
      'file://',
      'x',
    ])
      expect(await status({ host, origin })).toBe(403)
  })

  it('reading is refused the same', async () => {
    const read = (headers: Record<string, string>) => studio.send('/api/flows', { headers })
    expect((await read({ host: 'evil.example' })).status).toBe(403)
    const foreign = await read({ host: 'localhost', origin: 'https://evil.example' })
    expect([foreign.status, foreign.headers['access-control-allow-origin']]).toEqual([403, undefined])
  })

  it('keeps its files to itself', async () => {
    await studio.api('GET', '/calls')
    for (const file of ['studio.sqlite', 'studio.sqlite-wal', 'calls.sqlite', 'studio-secret'])
      expect([file, (statSync(join(studio.dataDir, file)).mode & 0o777).toString(8)]).toEqual([file, '600'])
  })

  it('is not reached through a proxy, whose visitors could be anybody', async () => {
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
      expect([name, await status({ host: 'localhost', [name]: '203.0.113.7' })]).toEqual([name, 403])
    const { pivotUrl } = await studio.publish(hello())
    const path = new URL(pivotUrl).pathname
    expect((await studio.send(path, { headers: { host: 'x', 'x-forwarded-for': '203.0.113.7' } })).status).toBe(200)
  })

  it('a path is judged as it was sent: what leads out of /pivot is unknown', async () => {
    const { port } = new URL(studio.url)
    for (const target of [
      '/pivot/../api/flows',
      '/pivot/%2e%2e/api/flows',
      '/pivot/x/%2E./../api/flows',
      '/pivot/..;a=b/api/flows',
      '/./api/flows',
      '//api/flows',
      '/pivot\\..\\api',
      '/api/..%2Fpivot/', // nginx reads it as /pivot/
      '/pivot/..%5capi',
      `http://127.0.0.1:${port}/api/flows`,
    ])
      expect([target, await rawStatus(Number(port), target)]).toEqual([target, 400])
    expect(await rawStatus(Number(port), '/api/flows?q=../x')).toBe(200)
  })

  it('KAZOO may come by any name', async () => {
    const { pivotUrl } = await studio.publish(hello())
    const answer = await studio.send(new URL(pivotUrl).pathname, {
      headers: { host: 'evil.example', origin: 'https://evil.example' },
    })
    expect(answer.status).toBe(200)
  })
})

describe('with a password', () => {
  let studio: TestStudio
  beforeAll(async () => {
    const now = () => new Date('2026-11-30T09:30:00Z')
    studio = await startStudio({ environment: { ADMIN_PASSWORD: 'open sesame' }, now })
  })
  afterAll(() => studio.stop())
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })

  it('designer and API ask for it', async () => {
    for (const path of ['/', '/flows/x', '/api/flows', '/api/calls/stream', '/assets/app-1.js', '/api/nothing']) {
      const refused = await studio.send(path)
      expect([path, refused.status]).toEqual([path, 401])
      expect(refused.headers['www-authenticate']).toMatch(/^Basic /)
      expect(refused.headers['content-type']).toBe('application/problem+json')
    }
    for (const wrong of ['admin:open', 'root:open sesame', ':', 'admin'])
      expect((await studio.send('/api/flows', { headers: basic(wrong) })).status).toBe(401)
    expect((await studio.send('/api/flows', { headers: basic('admin:open sesame') })).status).toBe(200)
  })

  it('any Host is right, a foreign Origin is not', async () => {
    const headers = { ...basic('admin:open sesame'), host: 'pbx.example' }
    expect((await studio.send('/api/flows', { headers })).status).toBe(200)
    expect((await studio.send('/api/flows', create({ ...headers, origin: 'http://pbx.example' }))).status).toBe(201)
    expect((await studio.send('/api/flows', create({ ...headers, origin: 'http://evil.example' }))).status).toBe(403)
  })

  it('who keeps guessing has to wait, with a line in the log', async () => {
    for (let count = 0; count < 6; count++)
      expect((await studio.send('/api/flows', { headers: basic(`admin:guess ${count}`) })).status).toBe(401)
    const slowed = await studio.send('/api/flows', { headers: basic('admin:open sesame') })
    expect([slowed.status, slowed.headers['retry-after']]).toEqual([429, '1'])
    expect(studio.log()).toContain('A wrong password was sent.')
    expect(studio.log()).not.toContain('guess')
  })

  it('KAZOO and those who watch the server are never asked', async () => {
    expect((await studio.send('/pivot/nobody')).status).toBe(404)
    expect((await studio.send('/healthz')).status).toBe(200)
    expect((await studio.send('/readyz')).status).toBe(200)
  })
})

describe('the designer', () => {
  let studio: TestStudio
  beforeAll(async () => {
    const assets = join(BUILT_DIR, 'designer', 'assets')
    mkdirSync(assets, { recursive: true })
    writeFileSync(join(BUILT_DIR, 'designer', 'index.html'), '<!doctype html><title>Callflow Studio</title>')
    writeFileSync(join(assets, 'app-1a2b.js'), `export const text = '${'long '.repeat(1000)}'`)
    studio = await startStudio()
  })
  afterAll(() => studio.stop())

  it('keeps hashed files for ever, and asks for the page again', async () => {
    const script = await studio.send('/assets/app-1a2b.js')
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(script.headers['content-type']).toContain('text/javascript')
    const page = await studio.send('/')
    expect(page.headers['cache-control']).toBe('no-cache')
    const tag = String(page.headers.etag)
    expect((await studio.send('/', { headers: { 'if-none-match': tag } })).status).toBe(304)
  })

  it('is sent again after an upgrade whose page has the same size and time', async () => {
    const index = join(BUILT_DIR, 'designer', 'index.html')
    const time = new Date('2020-01-01T00:00:00Z')
    const write = (text: string) => {
      writeFileSync(index, text)
      utimesSync(index, time, time) // as in a release archive
    }
    write('<!doctype html><title>Callflow Studio</title><script src="/assets/app-1a2b.js"></script>')
    const tag = String((await studio.send('/')).headers.etag)
    write('<!doctype html><title>Callflow Studio</title><script src="/assets/app-3c4d.js"></script>')
    const page = await studio.send('/', { headers: { 'if-none-match': tag } })
    expect(page.status).toBe(200)
    expect(page.text).toContain('app-3c4d.js')
  })

  it('is compressed for browsers', async () => {
    const script = await studio.send('/assets/app-1a2b.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(script.headers['content-encoding']).toBe('gzip')
  })

  it('is found under each of its addresses, but lends its page to no missing file', async () => {
    for (const path of [
      ...['/flows/abc', '/calls', '/flows/abc/versions'],
      ...['/calls/829597750%4010.26.0.158', '/calls/a@b.example.js', '/flows/a.b/calls/x.y.html'],
    ])
      expect((await studio.send(path)).text).toContain('Callflow Studio')
    for (const path of ['/assets/app-old.js', '/favicon.ico', '/robots.txt'])
      expect([path, (await studio.send(path)).status]).toEqual([path, 404])
    for (const path of ['/../server.ts', '/%2e%2e/%2e%2e/package.json', '/..%2fmain.js', '/%00', '/%zz'])
      expect((await studio.send(path)).text).not.toMatch(/import|"name"/)
  })

  it('runs nothing but its own scripts, in no foreign frame', async () => {
    const { headers } = await studio.send('/')
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })
})

/** The status of a request whose target is sent as it is; clients would tidy it up. */
function rawStatus(port: number, target: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`),
    )
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => resolve(Number(text.split(' ')[1])))
    socket.on('error', reject)
  })
}
