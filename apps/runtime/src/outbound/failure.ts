/** What went wrong with a look-up, in the words of the flow's author. Addresses are named by host alone: a query may hold secrets. */
import type { LookUpFailure } from '@callflow-studio/model/api'
import { RefusedHost } from './connections.ts'

export interface Failed {
  code: LookUpFailure
  message: string
}

export class LookUpError extends Error {
  readonly code: Failed['code']
  /** A connection that broke or was refused: a second attempt may succeed. */
  readonly mayPass: boolean
  /** Whether there was a connection, over which the request may have come through. */
  readonly isConnected: boolean
  constructor(code: Failed['code'], message: string, { mayPass = false, isConnected = false } = {}) {
    super(message)
    this.code = code
    this.mayPass = mayPass
    this.isConnected = isConnected
  }
}

/**
 * @param url where the request went; null if unknown
 * @param hop 0 for the address that the step names, else a redirect led here
 */
export function failureOf(error: unknown, url: URL | null, hop: number): LookUpError {
  if (error instanceof LookUpError) return error
  const host = url?.host ?? 'The server'
  const causes = causesOf(error)
  const refused = causes.find((cause) => cause instanceof RefusedHost)
  if (refused)
    return hop === 0
      ? new LookUpError('look-up.refused-host', refused.message)
      : new LookUpError('look-up.redirect', `Redirected to a host that must not be reached: ${refused.message}`)
  const codes = causes.map(({ code }) => code ?? '')
  const is = (...wanted: string[]): boolean => wanted.some((code) => codes.includes(code))
  if (is('UND_ERR_RES_EXCEEDED_MAX_SIZE', 'ERR_BUFFER_TOO_LARGE'))
    return new LookUpError('look-up.too-large', `${host} sent more than 1 MiB.`)
  if (is('UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'))
    return new LookUpError('look-up.timeout', `${host} takes no connection.`)
  if (is('ENOTFOUND')) return unreachable(`There is no host ${url?.hostname ?? ''}.`)
  if (is('EAI_AGAIN'))
    return unreachable(`The name server does not answer for ${url?.hostname ?? 'it'}.`, { mayPass: true })
  if (is('ECONNREFUSED')) return unreachable(`${host} refuses connections.`, { mayPass: true })
  if (is('ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'))
    return unreachable(`${host} broke the connection.`, { mayPass: true, isConnected: true })
  if (is('EHOSTUNREACH', 'ENETUNREACH')) return unreachable(`There is no route to ${host}.`, { mayPass: true })
  if (codes.some((code) => code.startsWith('ERR_TLS') || code.includes('CERT') || code.startsWith('ERR_SSL')))
    return unreachable(`The TLS certificate of ${host} cannot be trusted, or it speaks no TLS.`)
  return unreachable(`${host} gave no answer that can be read.`, { isConnected: true })
}

const unreachable = (message: string, how?: { mayPass?: boolean; isConnected?: boolean }) =>
  new LookUpError('look-up.unreachable', message, how)

/** The error, what caused it, and what it gathers: a name with several addresses fails once for each. */
function causesOf(error: unknown): NodeJS.ErrnoException[] {
  if (!(error instanceof Error)) return []
  const gathered = error instanceof AggregateError ? error.errors.flatMap(causesOf) : []
  return [error, ...gathered, ...causesOf(error.cause)]
}
