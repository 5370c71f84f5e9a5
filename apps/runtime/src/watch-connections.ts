/**
 * Ends a server without resetting anybody. Node's own `close` ends each connection without a request at once, also one that
 * has just been opened and whose request is on its way.
 */
import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

export interface Closing {
  /** So long new connections are still taken. */
  leadMs: number
  /** One that has had an answer and has sent nothing for so long is ended. */
  keptIdleMs: number
  /** The longest that anybody is waited for, from the beginning. */
  maxWaitMs: number
}

/** Nobody answers afterwards: `/readyz` is red, and load balancers go elsewhere meanwhile. */
export const LAST_TO_CLOSE: Closing = { leadMs: 200, keptIdleMs: 100, maxWaitMs: 4000 }
/** Others take new connections at once, so there is time, also for an upload: its limit is 120 s. */
export const REPLACED: Closing = { leadMs: 0, keptIdleMs: 2000, maxWaitMs: 125_000 }

/** A new connection that has sent nothing for so long sends nothing any more. */
const NEW_IDLE_MS = 1000

interface Connection {
  /** The latest one; null while there has been no request. */
  response: ServerResponse | null
  /** Since when it has had nothing to do, as far as was seen; null while a request is answered. */
  idleSince: number | null
}

/** Costs a request next to nothing: what has become of the connections is looked at when the server ends. */
export function watchConnections(server: Server): { close: (how: Closing) => Promise<void> } {
  const connections = new Map<Socket, Connection>()
  let isClosing = false

  function forget(this: Socket): void {
    connections.delete(this)
  }
  server.on('connection', (socket) => {
    connections.set(socket, { response: null, idleSince: performance.now() })
    socket.on('close', forget)
  })
  server.prependListener('request', (request, response: ServerResponse) => {
    const connection = connections.get(request.socket)
    if (connection) {
      connection.response = response
      connection.idleSince = null
    }
    if (isClosing) response.shouldKeepAlive = false
  })

  function endIdle(keptIdleMs: number): void {
    const now = performance.now()
    for (const [socket, connection] of connections) {
      const { response } = connection
      if (response?.closed) connection.idleSince ??= now
      const { idleSince } = connection
      const mayIdleMs = response ? keptIdleMs : NEW_IDLE_MS
      if (idleSince !== null && now - idleSince >= mayIdleMs) socket.end()
    }
  }

  return {
    async close({ leadMs, keptIdleMs, maxWaitMs }) {
      isClosing = true
      endIdle(keptIdleMs)
      if (leadMs > 0) await wait(leadMs)
      await new Promise<void>((resolve) => {
        const idle = setInterval(() => endIdle(keptIdleMs), 20)
        const force = setTimeout(() => server.closeAllConnections(), maxWaitMs - leadMs)
        NetServer.prototype.close.call(server, () => {
          clearInterval(idle)
          clearTimeout(force)
          resolve()
        })
      })
    },
  }
}
