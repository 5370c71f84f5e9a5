/** Events of the fake: to websockets that subscribed, and to webhooks. @source docs/kazoo/crossbar.md, section 6 */
import type { Server } from 'node:http'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { isObject, type JsonObject } from './account-data.ts'
import type { FakeState } from './state.ts'
import type { StoredDocument } from './store.ts'

export interface FakeEvent {
  accountId: string
  /** `CHANNEL_CREATE`, `CHANNEL_ANSWER`, `CHANNEL_BRIDGE`, `CHANNEL_DESTROY` … */
  name: string
  /** Snake-case keys, `call_id` above all. */
  data: JsonObject
}

export interface Events {
  /** @returns when all webhooks have been called */
  tell(event: FakeEvent): Promise<void>
  /** Webhooks that are being called. */
  settled(): Promise<void>
  stop(): void
}

interface Subscription {
  socket: WebSocket
  accountId: string
  binding: string
}

export function createEvents(server: Server, state: FakeState): Events {
  const sockets = new WebSocketServer({ server })
  let subscriptions: Subscription[] = []
  const calling = new Set<Promise<void>>()

  sockets.on('connection', (socket) => {
    socket.on('message', (message) => {
      socket.send(JSON.stringify(replyTo(socket, message)))
    })
    socket.on('close', () => {
      subscriptions = subscriptions.filter((one) => one.socket !== socket)
    })
  })

  function replyTo(socket: WebSocket, message: RawData): JsonObject {
    const { action, auth_token, request_id = '', data } = read(message)
    const failed = (error: string): JsonObject => {
      return { action: 'reply', request_id, status: 'error', data: { errors: [error] } }
    }
    const known = typeof auth_token === 'string' ? state.tokens.accountOf(auth_token) : null
    if (known === null) return failed('failed to authenticate token')
    const { account_id = known, binding } = isObject(data) ? data : {}
    if (typeof binding !== 'string') return failed('missing binding')
    if (!/^(call\.[^.]+\.[^.]+|object\.[^.]+\.[^.]+)$/.test(binding)) return failed(`unknown binding ${binding}`)
    const accountId = String(account_id)
    if (action === 'subscribe') {
      subscriptions.push({ socket, accountId, binding })
      return { action: 'reply', request_id, status: 'success', data: { subscribed: [binding] } }
    }
    if (action !== 'unsubscribe') return failed(`unknown action ${String(action)}`)
    subscriptions = subscriptions.filter((one) => one.socket !== socket || one.binding !== binding)
    return { action: 'reply', request_id, status: 'success', data: { unsubscribed: [binding] } }
  }

  function send(accountId: string, key: string, name: string, data: JsonObject): void {
    for (const { socket, binding, accountId: wanted } of subscriptions) {
      if (wanted !== accountId || !fits(binding, key)) continue
      const subscription_key = `${binding}.${accountId}`
      socket.send(
        JSON.stringify({ action: 'event', name, routing_key: key, subscribed_key: binding, subscription_key, data }),
      )
    }
  }

  function callHooks(accountId: string, payload: JsonObject, isMeant: (data: JsonObject) => boolean): Promise<void> {
    const hooks = state.store.all(accountId, 'webhooks').filter(({ data }) => data.enabled !== false && isMeant(data))
    const all = Promise.all(hooks.map((hook) => callHook(hook, payload))).then(() => undefined)
    calling.add(all)
    return all.finally(() => calling.delete(all))
  }

  state.store.onChange((action, { accountId, resource, id }) => {
    const type = resource.replace(/s$/, '')
    const payload: JsonObject = { id, account_id: accountId, type, action }
    send(accountId, `object.${action}.${type}`, action, payload)
    void callHooks(accountId, payload, ({ hook, custom_data }) => {
      const { type: wanted = 'all', action: done = 'all' } = isObject(custom_data) ? custom_data : {}
      return hook === 'object' && [type, 'all'].includes(String(wanted)) && [action, 'all'].includes(String(done))
    })
  })

  return {
    async tell({ accountId, name, data }) {
      send(accountId, `call.${name}.${String(data.call_id ?? '')}`, name, data)
      const event = name.toLowerCase()
      await callHooks(accountId, { hook_event: event, account_id: accountId, ...data }, ({ hook }) => hook === event)
    },
    settled: async () => {
      await Promise.all(calling)
    },
    stop: () => {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

/** The last part of a binding may be any call. */
function fits(binding: string, key: string): boolean {
  const [kind, name, last] = binding.split('.')
  const [ofKind, ofName, ...ofLast] = key.split('.')
  return kind === ofKind && ['*', ofName].includes(name) && ['*', ofLast.join('.')].includes(last ?? '')
}

/** One try: KAZOO repeats connections that fail, and disables hooks later. */
async function callHook({ data }: StoredDocument, payload: JsonObject): Promise<void> {
  const custom = isObject(data.custom_data) ? data.custom_data : {}
  await fetch(String(data.uri), {
    method: String(data.http_verb ?? 'get').toUpperCase(),
    headers: { 'content-type': 'application/json' },
    body: data.http_verb === 'get' ? null : JSON.stringify({ ...payload, ...custom }),
  }).catch(() => undefined) // nobody there: nothing of KAZOO waits for it
}

function read(message: RawData): JsonObject {
  try {
    const parsed: unknown = JSON.parse(message.toString())
    return isObject(parsed) ? parsed : {}
  } catch {
    return {} // is answered as a message without a token
  }
}
