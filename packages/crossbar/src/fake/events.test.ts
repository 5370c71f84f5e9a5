import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { ACCOUNT, CALLFLOW, CHILD, KEY, smallAccount } from '../testing/connect.ts'
import type { JsonObject } from './account-data.ts'
import { type FakeCrossbar, startFakeCrossbar } from './start.ts'

async function open() {
  const kazoo = await startFakeCrossbar({ accounts: [smallAccount()] })
  const socket = new WebSocket(kazoo.socketUrl)
  onTestFinished(async () => {
    socket.terminate()
    await kazoo.stop()
  })
  const waiting: ((message: JsonObject) => void)[] = []
  const come: JsonObject[] = []
  socket.on('message', (text) => {
    const message: JsonObject = JSON.parse(text.toString())
    const next = waiting.shift()
    if (next) next(message)
    else come.push(message)
  })
  await new Promise((resolve) => socket.once('open', resolve))
  const next = (): Promise<JsonObject> => {
    const message = come.shift()
    return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve))
  }
  const ask = async (message: JsonObject): Promise<JsonObject> => {
    socket.send(JSON.stringify(message))
    return next()
  }
  return { kazoo, next, ask, token: await tokenOf(kazoo) }
}

async function tokenOf({ url }: FakeCrossbar): Promise<string> {
  const body = JSON.stringify({ data: { api_key: KEY } })
  const response = await fetch(`${url}/api_auth`, {
    method: 'PUT',
    body,
    headers: { 'content-type': 'application/json' },
  })
  const { auth_token } = (await response.json()) as { auth_token: string }
  return auth_token
}

const subscribe = (auth_token: string, binding: string): JsonObject => ({
  action: 'subscribe',
  auth_token,
  request_id: 'r1',
  data: { account_id: ACCOUNT, binding },
})

describe('the websocket', () => {
  it('tells subscribers of the calls that they asked for', async () => {
    const { kazoo, ask, next, token } = await open()
    const reply = await ask(subscribe(token, 'call.CHANNEL_DESTROY.*'))
    const subscribed = { subscribed: ['call.CHANNEL_DESTROY.*'] }
    expect(reply).toEqual({ action: 'reply', request_id: 'r1', status: 'success', data: subscribed })
    const data = { call_id: '829.597@10.26.0.158', hangup_cause: 'NORMAL_CLEARING' }
    await kazoo.event({ accountId: CHILD, name: 'CHANNEL_DESTROY', data: { call_id: 'other' } })
    await kazoo.event({ accountId: ACCOUNT, name: 'CHANNEL_ANSWER', data })
    await kazoo.event({ accountId: ACCOUNT, name: 'CHANNEL_DESTROY', data })
    expect(await next()).toMatchObject({ action: 'event', name: 'CHANNEL_DESTROY', data })
  })

  it('tells of documents that are edited', async () => {
    const { kazoo, ask, next, token } = await open()
    await ask(subscribe(token, 'object.doc_edited.callflow'))
    kazoo.edit(ACCOUNT, 'callflows', CALLFLOW, (data) => ({ ...data, name: 'Theirs' }))
    expect(await next()).toMatchObject({
      action: 'event',
      name: 'doc_edited',
      data: { id: CALLFLOW, type: 'callflow' },
    })
  })

  it('refuses a token that it does not know, and a binding that it cannot read', async () => {
    const { ask, token } = await open()
    expect(await ask(subscribe('unknown', 'call.*.*'))).toMatchObject({
      status: 'error',
      data: { errors: [expect.any(String)] },
    })
    expect(await ask(subscribe(token, 'everything'))).toMatchObject({ status: 'error' })
  })
})
