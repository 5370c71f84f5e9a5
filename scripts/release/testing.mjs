/** What the tests of the release share: the built studio as a process, and requests to the letter. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { createServer } from 'node:net'

const running = new Set()

/** Ends everything that a test has left. */
export function killAll() {
  for (const child of running) child.kill('SIGKILL')
}

/**
 * Starts a program and keeps what it prints.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function startProgram(program, args, options = {}) {
  const child = spawn(program, args, { env: {}, ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child)
    return code ?? signal
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
    })
  return {
    pid: child.pid,
    output: () => output,
    /** @returns {Promise<number | string>} the exit code, or the signal that ended it */
    ended,
    /** @param {NodeJS.Signals} [signal] */
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}

/**
 * Starts a studio and waits until it is ready.
 * @param {{ main: string, port: number, dataDir: string, environment?: Record<string, string> }} options
 * @param {import('node:child_process').SpawnOptions} [spawnOptions]
 */
export async function startStudio({ main, port, dataDir, environment = {} }, spawnOptions = {}) {
  const env = { ...environment, PORT: String(port), DATA_DIR: dataDir }
  const program = startProgram(process.execPath, [main], { env, ...spawnOptions })
  const url = `http://127.0.0.1:${port}`
  await untilOk(`${url}/readyz`, program)
  return { ...program, url }
}

/** Waits until an address of this program answers with 200, or as said. */
export async function untilOk(url, program, expected = 200) {
  let hasEnded = false
  void program.ended.then(() => {
    hasEnded = true
  })
  for (const deadline = Date.now() + 20_000; Date.now() < deadline && !hasEnded; await pause(20))
    if ((await send(url)).status === expected) return
  throw new Error(`${url} does not answer:\n${program.output()}`)
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * A request on a connection of its own.
 * @param {string} url
 * @param {{ method?: string, path?: string, headers?: Record<string, string>, body?: string }} [sent] `path`: as it is sent
 * @returns {Promise<{ status: number, headers: Record<string, string>, text: string }>} status 0 where the connection broke
 */
export function send(url, { method = 'GET', path, headers = {}, body } = {}) {
  return new Promise((resolve) => {
    const broken = () => resolve({ status: 0, headers: {}, text: '' })
    const options = { method, headers, agent: false, ...(path === undefined ? {} : { path }) }
    const outgoing = request(url, options, (incoming) => {
      let text = ''
      incoming.on('data', (chunk) => {
        text += chunk
      })
      incoming.on('error', broken)
      incoming.on('end', () => resolve({ status: incoming.statusCode, headers: incoming.headers, text }))
    })
    outgoing.on('error', broken)
    outgoing.end(body)
  })
}

/** What KAZOO sends when a call comes in. */
export const call = (pivotUrl, callId = '829597750@10.26.0.158') =>
  send(pivotUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      'Account-ID': '4e1a5b0c9d2f4a6e8b7c3d1f0a9e8d7c',
      'Call-ID': callId,
      'Caller-ID-Number': '+14155550100',
      To: '+18005550199',
    }).toString(),
  })

/** @returns {Promise<number[]>} so many ports that nobody listens at */
export async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = servers.map((server) => server.address().port)
  for (const server of servers) server.close()
  return ports
}

/** Debian's servers are where only administrators look. */
export const SYSTEM = { env: { PATH: `${process.env.PATH}:/usr/sbin` } }

/** Whether a program of the system is here; where it is not, its tests are skipped and say so. */
export function isInstalled(program, versionFlag) {
  const isHere = spawnSync(program, [versionFlag], SYSTEM).error === undefined
  if (!isHere) console.warn(`Skipped: ${program} is not installed.`)
  return isHere
}
