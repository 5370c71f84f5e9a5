/**
 * Look-ups to other servers while KAZOO waits: guarded (`allowed-hosts.ts`), limited in time and size, and never more than
 * two attempts. Nothing here rejects: what goes wrong has a code, and the step takes its `error` way out.
 */
import type { LookUpReply, LookUpRequest } from '@callflow-studio/model'
import { request as send } from 'undici'
import { createHostRules } from './allowed-hosts.ts'
import { createConnections } from './connections.ts'
import { type Failed, failureOf, LookUpFailure } from './failure.ts'
import { type Outgoing, toOutgoing } from './outgoing.ts'
import { readText } from './read-text.ts'
import { redirected } from './redirect.ts'
import { createResolver, type ResolveHost } from './resolve-host.ts'
import { createTurns } from './turns.ts'

export interface LookUps {
  /** @param timeoutMs for all of it: redirects and the second attempt too */
  lookUp: (request: LookUpRequest, timeoutMs: number) => Promise<LookUpReply>
  /** When other calls have been served: what is done for calls that look something up can wait so long (`turns.ts`). */
  turn: () => Promise<void>
  close: () => Promise<void>
}

/** @param allowedHosts see `createHostRules` */
export function createLookUps(allowedHosts: readonly string[], resolve: ResolveHost = createResolver()): LookUps {
  const connections = createConnections(createHostRules(allowedHosts), resolve)
  const turn = createTurns()

  async function follow(request: LookUpRequest, signal: AbortSignal): Promise<Reply> {
    let outgoing = toOutgoing(request)
    for (let hop = 0; ; hop++) {
      const { statusCode, headers, body } = await attempt(outgoing, signal, hop)
      const location = headers.location
      if (!isRedirect(statusCode) || typeof location !== 'string' || hop >= request.followRedirects) {
        const contentType = typeof headers['content-type'] === 'string' ? headers['content-type'] : null
        return { status: statusCode, text: await readText(body, headers['content-encoding'], contentType), contentType }
      }
      await body.dump({ limit: 64 * 1024, signal })
      outgoing = redirected(outgoing, statusCode, location)
    }
  }

  /** One retry, and only for GET: any other method may have done its work although no reply came. */
  async function attempt(outgoing: Outgoing, signal: AbortSignal, hop: number) {
    const { url, method, headers, body } = outgoing
    const once = () =>
      send(url, { dispatcher: connections, method: method as 'GET', headers, body, signal }).catch((error: unknown) => {
        throw failureOf(error, url, hop)
      })
    try {
      return await once()
    } catch (error) {
      const isWorthIt = method === 'GET' && error instanceof LookUpFailure && error.mayPass
      if (!isWorthIt || signal.aborted) throw error
      return once()
    }
  }

  return {
    async lookUp(request, timeoutMs) {
      const begun = performance.now()
      const took = () => Math.round(performance.now() - begun)
      const deadline = new AbortController()
      const timer = setTimeout(() => turn().then(() => deadline.abort()), Math.max(0, timeoutMs))
      try {
        await turn()
        return { ok: true, ...(await follow(request, deadline.signal)), durationMs: took() }
      } catch (error) {
        const { code, message } = deadline.signal.aborted ? tooSlow(request, timeoutMs) : failureOf(error, null, 0)
        return { ok: false, code, message, durationMs: took() }
      } finally {
        clearTimeout(timer)
      }
    },
    turn,
    close: () => connections.destroy(),
  }
}

type Reply = Pick<Extract<LookUpReply, { ok: true }>, 'status' | 'text' | 'contentType'>

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)

const tooSlow = ({ url }: LookUpRequest, timeoutMs: number): Failed => ({
  code: 'look-up.timeout',
  message: `${URL.canParse(url) ? new URL(url).host : 'The server'} did not answer within ${Math.round(timeoutMs / 100) / 10} s.`,
})
