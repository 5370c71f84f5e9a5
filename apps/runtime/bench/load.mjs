/**
 * Callers over plain sockets, on connections that are kept or that the server closes after each answer, as KAZOO's are. Load
 * generators are made for kept ones: of closed ones they time the connecting wrongly, or not at all.
 */
import { connect } from 'node:net'

/**
 * @param isKept whether one connection carries many requests; else each request opens its own
 * @returns requests per second, and latencies in ms from connecting, or sending, to the last byte
 * @throws what was answered instead of 200, or what broke the connection
 */
export async function load(url, { method, headers, body }, { connections, durationS, isKept }) {
  const { hostname, port, pathname, host } = new URL(url)
  const head = Object.entries({ Host: host, 'Content-Length': Buffer.byteLength(body), ...headers })
  const bytes = `${method} ${pathname} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
  const tookMs = []
  const begun = performance.now()
  const endsAt = begun + durationS * 1000
  const open = () => connect({ host: hostname, port: Number(port), noDelay: true })
  const caller = isKept ? callOnKept : callOnNewConnection
  await Promise.all(Array.from({ length: connections }, () => caller(open, bytes, endsAt, tookMs)))
  const seconds = (performance.now() - begun) / 1000
  tookMs.sort((a, b) => a - b)
  const quantile = (share) => tookMs[Math.ceil(share * tookMs.length) - 1]
  return { requests: tookMs.length, perSecond: tookMs.length / seconds, p50: quantile(0.5), p99: quantile(0.99) }
}

/** One request after the other on one connection. */
function callOnKept(open, bytes, endsAt, tookMs) {
  return new Promise((resolve, reject) => {
    const socket = open()
    let sentAt = 0
    let text = ''
    const send = () => {
      sentAt = performance.now()
      text = ''
      socket.write(bytes)
    }
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('The connection was closed.')))
    socket.on('connect', send)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (!isWhole(text)) return
      if (!isGood(text)) return socket.destroy(new Error(text))
      const now = performance.now()
      tookMs.push(now - sentAt)
      if (now < endsAt) return send()
      socket.removeAllListeners('close')
      socket.destroy()
      resolve()
    })
  })
}

/** A connection for each request, until the server has closed it. */
async function callOnNewConnection(open, bytes, endsAt, tookMs) {
  for (let sentAt = performance.now(); sentAt < endsAt; sentAt = performance.now()) {
    await new Promise((resolve, reject) => {
      const socket = open()
      let text = ''
      socket.on('error', reject)
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1')
      })
      socket.on('end', () => (isWhole(text) && isGood(text) ? resolve() : reject(new Error(text))))
      socket.write(bytes)
    })
    tookMs.push(performance.now() - sentAt)
  }
}

const isGood = (text) => text.startsWith('HTTP/1.1 200 ')

function isWhole(text) {
  const bodyAt = text.indexOf('\r\n\r\n') + 4
  const length = /^content-length: (\d+)/im.exec(text)?.[1]
  return bodyAt > 3 && length !== undefined && text.length >= bodyAt + Number(length)
}
