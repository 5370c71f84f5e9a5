/** The built server as a process that can be killed and starved, and small clients for it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'main.js')
const running = new Set()

/**
 * @param {string} dataDir
 * @param {{ fileBlocks?: number, environment?: Record<string, string> }} [options] `fileBlocks`: no file may grow beyond so
 *   many blocks of 512 bytes, which is a full disk to SQLite
 * @returns its address, how long it took to be ready, and how to end it
 */
export async function startServer(dataDir, { fileBlocks, environment = {} } = {}) {
  const begun = performance.now()
  const env = { PORT: '0', DATA_DIR: dataDir, STUDIO_EXAMPLES: 'false', ...environment }
  const limit = ['-c', `ulimit -f ${fileBlocks}; exec "$0" "$@"`, process.execPath, main]
  const [command, args] = fileBlocks === undefined ? [process.execPath, [main]] : ['/bin/sh', limit]
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let output = ''
  const said = (message) =>
    output
      .split('\n')
      .filter((line) => line.includes(`"msg":"${message}`))
      .map((line) => JSON.parse(line).worker)
  const port = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      output = (output + chunk).slice(-200_000)
      const found = /"port":(\d+)/.exec(output)
      if (found) resolve(found[1])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready.\n${output}`)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    readyMs: performance.now() - begun,
    /** The process ids of the workers that answer. */
    workers: () => {
      const gone = [...said('A worker ended.'), ...said('A worker ends:')]
      return said('A worker is ready.').filter((pid) => !gone.includes(pid))
    },
    /** The worker that cleans up. */
    keeper: () => said('This worker cleans up.').at(-1),
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}

export function killAll() {
  for (const child of running) child.kill('SIGKILL')
}

/**
 * @returns {Promise<{ status: number, text: string, tookMs: number }>} status 0 where the connection broke
 */
export function send(url, { method = 'GET', headers = {}, body } = {}) {
  const begun = performance.now()
  return new Promise((resolve) => {
    const broken = () => resolve({ status: 0, text: '', tookMs: performance.now() - begun })
    let outgoing
    try {
      outgoing = request(url, { method, headers, agent: false }, (incoming) => {
        let text = ''
        incoming.on('data', (chunk) => {
          if (text.length < 100_000) text += chunk
        })
        incoming.on('error', broken)
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text, tookMs: performance.now() - begun }))
      })
    } catch {
      broken() // Node's client refuses what it cannot send
      return
    }
    outgoing.on('error', broken)
    outgoing.end(body)
  })
}

export const sendJson = (url, method, value) =>
  send(url, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) })

/** A call of KAZOO's. */
export const call = (pivotUrl, callId) =>
  send(pivotUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      'Call-ID': callId,
      'Account-ID': 'faults',
      'Caller-ID-Number': '+14155550100',
    }).toString(),
  })

/** A flow with one step that says the text, published. */
export const publish = (url, text) => publishDocument(url, text, saying(text))

export async function publishDocument(url, name, document) {
  const created = JSON.parse((await sendJson(`${url}/api/flows`, 'POST', { name, document })).text)
  await sendJson(`${url}/api/flows/${created.id}/publish`, 'POST', {})
  return { id: created.id, path: new URL(created.pivotUrl).pathname }
}

export const saying = (text) => ({
  schemaVersion: 1,
  nodes: [
    { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
    { id: 'say', type: 'tts', position: { x: 0, y: 120 }, data: { text } },
  ],
  edges: [{ id: 'e1', source: 'start', sourceHandle: 'next', target: 'say' }],
})

/** Calls a flow every few milliseconds until it is stopped, as callers beside those who do harm. */
export function watchCaller(pivotUrl) {
  let isStopped = false
  const waits = []
  const failures = []
  const done = (async () => {
    for (let count = 0; !isStopped; count++) {
      const { status, tookMs } = await call(pivotUrl, `beside-${count}`)
      waits.push(tookMs)
      if (status !== 200 && !isStopped) failures.push(status)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  return async () => {
    isStopped = true
    await done
    return { calls: waits.length, worstMs: Math.max(0, ...waits), failures }
  }
}

/**
 * Calls at even distances, whether those before have their answers or not.
 * @param ask makes the call with this Call-ID, the so-many-th one, and tells the status
 * @returns what ends it and waits for the answers: the calls, and as long as this process itself stood still at most
 */
export function callSteadily(name, perSecond, ask) {
  const made = []
  const answers = []
  let stallMs = 0
  let dueAt = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    stallMs = Math.max(stallMs, now - dueAt)
    for (; dueAt <= now; dueAt += 1000 / perSecond) {
      const one = { callId: `${name}-${made.length}`, sentAt: performance.now(), answeredAt: null }
      made.push(one)
      answers.push(
        ask(one.callId, made.length).then(({ status }) => {
          if (status === 200) one.answeredAt = performance.now()
        }),
      )
    }
  }, 2)
  return async () => {
    clearInterval(timer)
    await Promise.all(answers)
    return { made, stallMs }
  }
}

/** @returns the Call-IDs in the call log */
export async function readLoggedCalls(url) {
  const logged = new Set()
  for (let next = ''; next !== null; ) {
    const page = JSON.parse((await send(`${url}/api/calls?limit=100${next && `&before=${next}`}`)).text)
    for (const { callId } of page.calls) logged.add(callId)
    next = page.next
  }
  return logged
}
