/**
 * Ends a server without resetting anybody. Node's own `close` ends each connection without a request at once, also one that
 * has just been opened and whose request is on its way.
 */
import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** So long new connections are still taken: `/readyz` is red, and load balancers go elsewhere. */
const LEAD_MS = 200
/** A new connection that has sent nothing for so long sends nothing any more. */
const NEW_IDLE_MS = 1000
/** The same for one that has had an answer. */
const KEPT_IDLE_MS = 100
/** The longest that anybody is waited for. */
const MAX_WAIT_MS = 4000

interface Connection {
  /** The latest one; null while there has been no request. */
  response: ServerResponse | null
  /** Since when it has had nothing to do, as far as was seen; null while a request is answered. */
  idleSince: number | null
}

/**
 * Costs a request next to nothing: what has become of the connections is looked at when the server ends.
 * @param leadMs for how long an ending server still takes new connections
 */
export function watchConnections(server: Server, leadMs = LEAD_MS): { close: () => Promise<void> } {
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

  function endIdle(): void {
    const now = performance.now()
    for (const [socket, connection] of connections) {
      const { response } = connection
      if (response?.closed) connection.idleSince ??= now
      const { idleSince } = connection
      const mayIdleMs = response ? KEPT_IDLE_MS : NEW_IDLE_MS
      if (idleSince !== null && now - idleSince >= mayIdleMs) socket.end()
    }
  }

  return {
    async close() {
      isClosing = true
      endIdle()
      await wait(leadMs)
      await new Promise<void>((resolve) => {
        const idle = setInterval(endIdle, 20)
        const force = setTimeout(() => server.closeAllConnections(), MAX_WAIT_MS - leadMs)
        NetServer.prototype.close.call(server, () => {
          clearInterval(idle)
          clearTimeout(force)
          resolve()
        })
      })
    },
  }
}
