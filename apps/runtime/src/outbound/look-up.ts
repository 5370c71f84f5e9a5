/**
 * Look-ups to other servers while KAZOO waits: guarded (`allowed-hosts.ts`), limited in time and size, and never more than
 * two attempts. Nothing here rejects: what goes wrong has a code, and the step takes its exit `error`.
 */
import type { LookUpReply, LookUpRequest } from '@callflow-studio/model'
import { request as send } from 'undici'
import { createHostRules } from './allowed-hosts.ts'
import { createConnections } from './connections.ts'
import { type Failed, failureOf, LookUpError } from './failure.ts'
import { createFairScheduler } from './fair-scheduler.ts'
import { type OutgoingRequest, toOutgoing } from './outgoing.ts'
import { readReplyText } from './read-reply-text.ts'
import { redirected } from './redirect.ts'
import { createResolver, type ResolveHost } from './resolve-host.ts'

export interface LookUps {
  /** @param timeoutMs for all of it: redirects and the second attempt too */
  lookUp: (request: LookUpRequest, timeoutMs: number) => Promise<LookUpReply>
  /** When other calls have been served: what is done for calls that look something up can wait so long (`fair-scheduler.ts`). */
  yieldTurn: () => Promise<void>
  close: () => Promise<void>
}

/**
 * @param allowedHosts see `createHostRules`
 * @param now in ms, on any clock that never goes back
 */
export function createLookUps(
  allowedHosts: readonly string[],
  resolve: ResolveHost = createResolver(),
  now: () => number = () => performance.now(),
): LookUps {
  const connections = createConnections(createHostRules(allowedHosts), resolve)
  const yieldTurn = createFairScheduler()

  async function follow(request: LookUpRequest, deadline: Deadline): Promise<Reply> {
    let outgoing = toOutgoing(request)
    for (let hop = 0; ; hop++) {
      const { statusCode, headers, body } = await attempt(outgoing, deadline, hop)
      const location = headers.location
      if (!isRedirect(statusCode) || typeof location !== 'string' || hop >= request.followRedirects) {
        const contentType = typeof headers['content-type'] === 'string' ? headers['content-type'] : null
        return {
          status: statusCode,
          text: await readReplyText(body, headers['content-encoding'], contentType),
          contentType,
        }
      }
      await body.dump({ limit: 64 * 1024, signal: deadline() })
      outgoing = redirected(outgoing, statusCode, location)
    }
  }

  /** One retry, and only for GET: any other method may have done its work although no reply came. */
  async function attempt(outgoing: OutgoingRequest, deadline: Deadline, hop: number) {
    const { url, method, headers, body } = outgoing
    const options = { dispatcher: connections, method: method as 'GET', headers, body }
    const once = () =>
      send(url, { ...options, signal: deadline() }).catch((error: unknown) => {
        throw failureOf(error, url, hop)
      })
    try {
      return await once()
    } catch (error) {
      const isWorthIt = method === 'GET' && error instanceof LookUpError && error.mayPass
      if (!isWorthIt || deadline().aborted) throw error
      return once()
    }
  }

  return {
    async lookUp(request, timeoutMs) {
      const begun = now()
      const took = () => Math.round(now() - begun)
      const expiry = new AbortController()
      const deadline = () => {
        if (now() - begun >= timeoutMs) expiry.abort()
        return expiry.signal
      }
      const timer = setTimeout(() => yieldTurn().then(() => expiry.abort()), Math.max(0, timeoutMs))
      try {
        await yieldTurn()
        return { ok: true, ...(await follow(request, deadline)), durationMs: took() }
      } catch (error) {
        const { code, message } = expiry.signal.aborted ? tooSlow(request, timeoutMs) : failureOf(error, null, 0)
        return { ok: false, code, message, durationMs: took() }
      } finally {
        clearTimeout(timer)
      }
    },
    yieldTurn,
    close: () => connections.destroy(),
  }
}

/**
 * Returns the signal that ends a look-up, aborted if its time is up. It goes by the clock: whether a timer or the next turn
 * of the event loop comes first is chance, and nothing may be sent after the deadline.
 */
type Deadline = () => AbortSignal

type Reply = Pick<Extract<LookUpReply, { ok: true }>, 'status' | 'text' | 'contentType'>

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)

const tooSlow = ({ url }: LookUpRequest, timeoutMs: number): Failed => ({
  code: 'look-up.timeout',
  message: `${URL.canParse(url) ? new URL(url).host : 'The server'} did not answer within ${Math.round(timeoutMs / 100) / 10} s.`,
})
