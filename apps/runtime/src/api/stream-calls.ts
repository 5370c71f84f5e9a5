import type { CallRequest } from '@callflow-studio/model/api'
import { streamSSE } from 'hono/streaming'
import { toCall } from '../calls/call-entry.ts'
import type { ApiDeps } from './api-deps.ts'
import { limitWaiting } from './limit-waiting.ts'
import type { ApiContext } from './pivot-url.ts'

/** Proxies close a stream that is silent for a minute. */
const HEARTBEAT_MS = 15_000
/** The shortest time between two events with counts. */
const COUNTS_EVERY_MS = 1000
/** A client that missed more reads the list again. */
const MAX_MISSED = 500

/** Requests of calls as server-sent events, from the one after `Last-Event-ID` on. */
export function streamCalls(context: ApiContext, callLog: ApiDeps['callLog']): Response {
  context.header('Cache-Control', 'no-store')
  context.header('X-Accel-Buffering', 'no') // a proxy that buffers would hold calls back
  const lastSeen = /^\d{1,16}$/.exec(context.req.header('last-event-id') ?? '')?.[0]
  return streamSSE(context, async (stream) => {
    // A browser that does not read is cut off, connects again, and says which call it saw last.
    const write = limitWaiting(
      (text) => stream.write(text),
      () => context.env.outgoing.destroy(),
    )
    const send = (call: CallRequest): void => write(`data: ${JSON.stringify(call)}\nid: ${call.id}\n\n`)
    /** What comes while the log is read waits, so that the order is kept. */
    let waiting: CallRequest[] | null = []
    let end = (): void => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const stop = callLog.feed.watch({ onCall: (call) => (waiting ? waiting.push(call) : send(call)), onEnd: end })
    stream.onAbort(end)
    await stream.write(': here\n\n') // so that the browser knows at once that it is connected
    const missed = lastSeen === undefined ? [] : await callLog.list({ after: Number(lastSeen), limit: MAX_MISSED })
    for (const row of missed.reverse()) send(toCall(row))
    const sent = new Set(missed.map(({ id }) => String(id)))
    for (const call of waiting) if (!sent.has(call.id)) send(call)
    waiting = null
    const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS)
    let counts = ''
    const counting = setInterval(async () => {
      await callLog.countOthers()
      const now = JSON.stringify(callLog.counts.total())
      if (now !== counts) write(`event: stats\ndata: ${now}\n\n`)
      counts = now
    }, COUNTS_EVERY_MS)
    await ended
    clearInterval(heartbeat)
    clearInterval(counting)
    stop()
  })
}
