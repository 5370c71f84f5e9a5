/** The server of a walk: serves its answers, as KAZOO's HTTP client takes them. */

import type { WireRequest } from '../api/preview.ts'
import { NO_REPLY, type SimulatedReply } from '../simulate/place.ts'
import type { Walk, WalkAnswer } from './kazoo-walks.ts'

export const STUDIO = 'http://studio.test'

/** @returns a function that answers requests, and counts how often each path was asked. */
export function serveWalk({ answers }: Walk): (request: WireRequest) => Promise<SimulatedReply> {
  const asked = new Map<string, number>()
  const answer = (url: string): SimulatedReply => {
    const { origin, pathname } = new URL(url)
    if (origin !== STUDIO) return reply({ status: 0 })
    const count = asked.get(pathname) ?? 0
    asked.set(pathname, count + 1)
    const given = answers[pathname]
    const served = Array.isArray(given) ? given[Math.min(count, given.length - 1)] : given
    if (served === undefined) return reply({ status: 404, contentType: 'text/plain' })
    // KAZOO's client follows redirects by itself.
    if (typeof served === 'object' && typeof served.location === 'string') return answer(served.location)
    return serve(served)
  }
  return async ({ url }) => answer(url)
}

function serve(served: WalkAnswer): SimulatedReply {
  if (typeof served === 'string') return reply({ contentType: 'application/xml', body: served })
  if ('module' in served) return reply({ body: JSON.stringify(served) })
  const { status = 200, body = '', hex, type = 'application/json', delay = 0, drop } = served
  const tookMs = Number(delay) * 1000
  if (drop) return reply({ status: 0, tookMs })
  const contentType = type === null ? '' : String(type)
  const text = typeof hex === 'string' ? textOf(hex) : typeof body === 'string' ? body : JSON.stringify(body)
  return reply({ status: Number(status), contentType, tookMs, body: text ?? '', isUnreadable: text === null })
}

/** @returns null for what is not UTF-8. */
function textOf(hex: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(hex, 'hex'))
  } catch {
    return null // the walks hold such bodies on purpose
  }
}

const reply = (given: Partial<SimulatedReply>): SimulatedReply => ({ ...NO_REPLY, ...given })
