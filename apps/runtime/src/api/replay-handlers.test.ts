/** A replay over a real connection, with a documents' thread that answers when the test says so. */
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, it, onTestFinished } from 'vitest'
import { ADMINISTRATOR } from '../changes/actor.ts'
import type { CallReplayed, CallsToReplay } from '../documents/replay-calls.ts'
import type { ApiDeps } from './api-deps.ts'
import type { ApiContext } from './pivot-url.ts'
import { replayHandlers } from './replay-handlers.ts'

const CALLS = 200
const rows = Array.from({ length: CALLS }, (_, index) => ({ key: `call-${index}`, flowId: 'f1', version: 1, at: 0 }))

/** @param replay what the documents' thread answers when it is asked for some of the calls */
async function serveReplays(replay: ApiDeps['documents']['replay']) {
  const handlers = replayHandlers({
    callLog: {
      listCalls: async () => ({ rows, next: null, pending: 0 }),
      requestsOf: async (keys: readonly string[]) => keys.map((callId) => ({ callId, version: 1 })),
    } as unknown as ApiDeps['callLog'],
    flows: {
      find: async () => ({ id: 'f1', name: 'Shop', document: '{}' }),
      version: async () => ({ document: '{}' }),
    } as unknown as ApiDeps['flows'],
    documents: { toReplay: async (text: string) => ({ text, around: {} }), replay } as unknown as ApiDeps['documents'],
    replayMaxMs: 60_000,
  })
  const asked: { context: ApiContext; answer: Promise<unknown> }[] = []
  const app = new Hono<{ Bindings: ApiContext['env'] }>().post('/replay', async (context) => {
    const answer = Promise.resolve(
      handlers['flow.replay']({
        actor: ADMINISTRATOR,
        params: { id: 'f1' },
        query: undefined,
        body: { calls: CALLS },
        document: null,
        refused: null,
        context,
      }),
    )
    asked.push({ context, answer })
    return context.json(await answer)
  })
  const server = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/replay`, asked }
}

const same = ({ calls }: CallsToReplay) => ({
  ok: true as const,
  value: calls.map(({ key }) => ({ key, why: null, isComplete: true, gaps: [] }) as unknown as CallReplayed),
})

it('replays all calls, some at a time, for a client that waits', async () => {
  const chunks: number[] = []
  const { url } = await serveReplays(async (question) => {
    chunks.push(question.calls.length)
    return same(question)
  })
  const answer = await fetch(url, { method: 'POST' })
  expect(await answer.json()).toMatchObject({ calls: CALLS, isCut: false })
  expect(chunks).toEqual([40, 40, 40, 40, 40])
})

it('leaves the documents’ thread to others once its client is gone', async () => {
  const thread = new EventEmitter()
  const begins = once(thread, 'begin')
  const ends = once(thread, 'end')
  let chunks = 0
  const { url, asked } = await serveReplays(async (question) => {
    chunks++
    thread.emit('begin')
    await ends
    return same(question)
  })
  const client = new AbortController()
  const left = fetch(url, { method: 'POST', signal: client.signal }).catch((error: Error) => error.name)
  await begins
  const [replay] = asked
  const closed = replay && once(replay.context.env.outgoing, 'close')
  client.abort()
  expect(await left).toBe('AbortError')
  await closed
  thread.emit('end')
  expect(await replay?.answer).toMatchObject({ calls: 40, isCut: true })
  expect(chunks).toBe(1)
})
