/** `deploy/nginx.conf` and `deploy/haproxy.cfg`, run by the system's nginx and HAProxy in front of built studios. */
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../run.mjs'
import {
  call,
  freePorts,
  isInstalled,
  killAll,
  pause,
  SYSTEM,
  send,
  startProgram,
  startStudio,
  untilOk,
} from './testing.mjs'

const folder = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
const dataDir = join(folder, 'data')
const PROXIES = [
  ['nginx', '-v', startNginx],
  ['haproxy', '-v', startHaproxy],
].filter(([program, versionFlag]) => isInstalled(program, versionFlag))

let ports
let studios
/** The path of a flow that asks for keys, so that its answers hold an address. */
let path

const startOne = (port) =>
  startStudio({
    main: join(root, 'apps', 'runtime', 'dist', 'main.js'),
    port,
    dataDir,
    environment: { TRUST_PROXY: 'true', ADMIN_PASSWORD: 'correct horse battery' },
  })

describe.skipIf(PROXIES.length === 0)('behind a proxy', () => {
  const proxies = {}

  beforeAll(async () => {
    chmodSync(folder, 0o755) // nginx gives up root
    ports = await freePorts(3)
    const first = await startOne(ports[0])
    studios = [first, ...(await Promise.all(ports.slice(1).map(startOne)))]
    const authorization = `Basic ${Buffer.from('admin:correct horse battery').toString('base64')}`
    const { flows } = JSON.parse((await send(`${first.url}/api/flows`, { headers: { authorization } })).text)
    path = new URL(flows.find(({ name }) => name === 'Front desk').pivotUrl).pathname
    for (const [name, , start] of PROXIES) proxies[name] = await start(ports)
    for (const proxy of Object.values(proxies)) await untilOk(proxy.url + path, proxy)
  }, 60_000)
  afterAll(() => {
    killAll()
    rmSync(folder, { recursive: true, force: true })
  })

  describe.each(PROXIES)('%s', (name) => {
    it('lets only /pivot through', async () => {
      for (const target of [
        ...['/', '/index.html', '/flows/x', '/api/flows', '/api/studio', '/readyz', '/healthz', '/metrics', '/pivot'],
        ...['/pivot/../api/studio', '/pivot/%2e%2e/api/studio', '/pivot/..%2fapi/studio', '/pivot/x/..;/../api/studio'],
        ...['/api/..%2fpivot/', '/./pivot/../metrics', '//api/studio', '/pivotal/', '/Pivot/'],
      ]) {
        const { status, text } = await send(proxies[name].url, { path: target })
        expect([target, [400, 403, 404].includes(status)]).toEqual([target, true])
        expect(text).not.toMatch(/password|callflow_requests|"version"/)
      }
    })

    it('closes the connection after each answer', async () => {
      const { hostname, port } = new URL(proxies[name].url)
      const socket = connect(Number(port), hostname)
      socket.write(`GET ${path} HTTP/1.1\r\nHost: flows.example.com\r\nConnection: keep-alive\r\n\r\n`)
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
      })
      await once(socket, 'end')
      expect(text).toMatch(/^HTTP\/1\.1 200 /)
      expect(text).toMatch(/^connection: close\r$/im)
      expect(text).not.toMatch(/^content-encoding/im)
    })

    it('says where a request came from and to, and replaces what the client says of it', async () => {
      const headers = {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        'x-forwarded-for': '203.0.113.7',
      }
      const url = proxies[name].url + path
      const answer = await send(url, { headers: { ...headers, host: 'flows.example.com' } })
      expect(answer.text).toContain('"http://flows.example.com/pivot/')
      expect(answer.text).not.toContain('evil.example')
      // A studio that is called by such a name from another machine refuses: KAZOO would.
      expect((await send(url, { headers: { ...headers, host: 'localhost' } })).status).toBe(200)
    })

    it('takes addresses as long as the state of a call can be, and recordings', async () => {
      expect((await send(`${proxies[name].url}${path}?state=${'x'.repeat(40_000)}`)).status).toBe(200)
      const proxy = await startBefore(name, async (request, response) => {
        let bytes = 0
        for await (const chunk of request) bytes += chunk.length
        response.end(String(bytes))
      })
      const upload = { method: 'PUT', body: 'x'.repeat(25_000_000) }
      expect((await send(`${proxy.url}/pivot/x`, upload)).text).toBe('25000000')
    })

    it('repeats no request that has reached a server', async () => {
      let received = 0
      const proxy = await startBefore(name, (request) => {
        received++
        request.socket.destroy()
      })
      expect((await call(`${proxy.url}/pivot/x`)).status).toBe(502)
      expect(received).toBe(1)
    })
  })

  it('loses no call while each server is replaced in turn', async () => {
    const calls = Object.values(proxies).map(({ url }) => keepCalling(url + path))
    for (const [index, port] of ports.entries()) {
      expect(await studios[index].stop()).toBe(0)
      await pause(300)
      studios[index] = await startOne(port)
    }
    for (const { stop } of calls) {
      const statuses = await stop()
      expect(statuses.length).toBeGreaterThan(50)
      expect(new Set(statuses)).toEqual(new Set([200]))
    }
  }, 60_000)

  it('answers at once when a server has died', async () => {
    expect(await studios[0].stop('SIGKILL')).toBe('SIGKILL')
    for (const { url } of Object.values(proxies)) {
      const calls = await Promise.all(Array.from({ length: 12 }, () => call(url + path)))
      expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200]))
    }
  })

  it.skipIf(!PROXIES.some(([name]) => name === 'haproxy'))(
    'leaves out a server that hangs',
    async () => {
      process.kill(studios[1].pid, 'SIGSTOP')
      const { url } = proxies.haproxy
      const isAnswered = async () => {
        const calls = await Promise.all(Array.from({ length: 6 }, () => Promise.race([call(url + path), pause(400)])))
        return calls.every((answer) => answer?.status === 200)
      }
      await expect.poll(isAnswered, { timeout: 6000 }).toBe(true)
      process.kill(studios[1].pid, 'SIGCONT')
    },
    10_000,
  )
})

/** A proxy in front of two servers of this process that are healthy and answer as told. */
async function startBefore(name, answer) {
  const servers = [1, 2].map(() =>
    createServer((request, response) => (request.url === '/readyz' ? response.end() : answer(request, response))),
  )
  for (const server of servers) {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    server.unref()
  }
  const [, , start] = PROXIES.find(([program]) => program === name)
  return start(servers.map((server) => server.address().port))
}

/** Calls again and again, also while earlier calls wait. */
function keepCalling(url) {
  const calls = []
  const timer = setInterval(() => calls.push(call(url, `call-${calls.length}`)), 20)
  return {
    async stop() {
      clearInterval(timer)
      return (await Promise.all(calls)).map(({ status }) => status)
    },
  }
}

async function startNginx(servers) {
  const [port] = await freePorts(1)
  const home = mkdtempSync(join(folder, 'nginx-'))
  chmodSync(home, 0o755)
  const block = readFileSync(join(root, 'deploy', 'nginx.conf'), 'utf8')
    .replace(/^ {2}server 127.*$/m, servers.map((one) => `server 127.0.0.1:${one} max_fails=0;`).join('\n'))
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
  writeFileSync(join(home, 'callflow-studio.conf'), block)
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (part) => `${part}_temp_path ${home}/${part};`,
  )
  writeFileSync(
    join(home, 'nginx.conf'),
    `daemon off; master_process off; pid ${home}/pid; error_log stderr; events {}
    http { access_log off; ${places.join(' ')} include ${home}/callflow-studio.conf; }`,
  )
  return whenListening(startProgram('nginx', ['-c', join(home, 'nginx.conf'), '-e', 'stderr'], SYSTEM), port)
}

async function startHaproxy(servers) {
  const [port] = await freePorts(1)
  const file = join(folder, `haproxy-${port}.cfg`)
  const config = readFileSync(join(root, 'deploy', 'haproxy.cfg'), 'utf8')
    .replace(/^ {2}server .*\n/gm, '')
    .concat(...servers.map((one, index) => `  server studio-${index + 1} 127.0.0.1:${one}\n`))
    .replace('bind :80', `bind 127.0.0.1:${port}`)
  writeFileSync(file, process.getuid?.() === 0 ? config : config.replace(/^ {2}(user|group) .*\n/gm, ''))
  return whenListening(startProgram('haproxy', ['-db', '-f', file], SYSTEM), port)
}

async function whenListening(program, port) {
  const url = `http://127.0.0.1:${port}`
  await untilOk(url, program, 404)
  return { ...program, url }
}
