/**
 * The address that continuations are built on (docs/design.md#failures, "Address"): KAZOO refuses a whole answer whose
 * `voice_url` names this very machine, so a wrong address is noticed here, and not by callers who hear silence.
 */
import { hostOf, isRefusedHost } from '@callflow-studio/model'
import { isLoopback } from '../config.ts'

export interface AddressRules {
  publicUrl: string | null
  trustProxy: boolean
}

/** The headers that tell where a request was sent to, by their lower-case names. */
export type AddressHeaders = Readonly<Record<string, string | string[] | undefined>>

export type BaseUrl = { ok: true; url: string } | { ok: false; status: 400 | 503; why: string }

/**
 * @param sender asked only where it matters, since a socket has to ask the system for the address of its peer
 * @returns scheme and host without a trailing slash
 * @source kazoo schemas, host blacklist: localhost, 127.0.0.1, 0.0.0.0; kazoo_web: no IPv6 literals
 */
export function baseUrlOf(
  headers: AddressHeaders,
  sender: { readonly remoteAddress?: string | undefined },
  rules: AddressRules,
  isTls = false,
): BaseUrl {
  const proxied = rules.trustProxy ? forwarded(headers) : null
  const url = rules.publicUrl ?? fromHeaders(headers, proxied, isTls)
  if (url === null) return { ok: false, status: 400, why: 'The request has no usable Host header.' }
  const why = publicHostProblem(url)
  const isIpv6 = () => hostOf(url)?.startsWith('[') === true
  return why !== null && (isIpv6() || !isLoopback(proxied?.client ?? sender.remoteAddress ?? ''))
    ? { ok: false, status: 503, why }
    : { ok: true, url }
}

/**
 * Why KAZOO cannot send requests to this address, in words for the administrator.
 * @returns null where it can
 */
export function publicHostProblem(url: string): string | null {
  if (latest.url !== url) latest = { url, problem: findHostProblem(url) }
  return latest.problem
}

/** Nearly all requests are sent to the same address, and reading its host costs as much as reading the request. */
let latest: { url: string; problem: string | null } = { url: '', problem: findHostProblem('') }

function findHostProblem(url: string): string | null {
  const host = hostOf(url) ?? ''
  if (host.startsWith('[')) return `KAZOO cannot read the IPv6 address ${host} in a URL. Set PUBLIC_URL.`
  return isRefusedHost(host) ? `Public host is ${host}. KAZOO refuses such an address; set PUBLIC_URL.` : null
}

interface Forwarded {
  host: string | undefined
  scheme: string | undefined
  client: string | undefined
}

/** Each proxy appends what it saw, so the last entry is the one that our own proxy vouches for. */
const forwarded = (headers: AddressHeaders): Forwarded => ({
  host: lastOf(headers['x-forwarded-host']),
  scheme: lastOf(headers['x-forwarded-proto']),
  client: lastOf(headers['x-forwarded-for']),
})

function fromHeaders(headers: AddressHeaders, proxied: Forwarded | null, isTls: boolean): string | null {
  const host = proxied?.host ?? lastOf(headers.host)
  if (host === undefined || !/^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?$/.test(host)) return null
  const scheme = proxied?.scheme === 'https' || proxied?.scheme === 'http' ? proxied.scheme : isTls ? 'https' : 'http'
  return `${scheme}://${host}`
}

function lastOf(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header.join(',') : header
  if (text === undefined) return undefined
  const last = text.slice(text.lastIndexOf(',') + 1).trim()
  return last === '' ? undefined : last
}
