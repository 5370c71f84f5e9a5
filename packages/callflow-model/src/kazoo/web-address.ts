/**
 * Addresses that KAZOO is to ask, read as KAZOO reads them: what makes it refuse a whole answer, and what passes there
 * but can never be reached. One module for stored fields, rendered values and the studio's own public address.
 * @source docs/kazoo/versions.md#urls-and-defaults
 */
import { readIpv4, readNumericIpv4 } from './ipv4.ts'
import { KAZOO_VERSIONS, type KazooVersion } from './versions.ts'

/** KAZOO's default blacklist; administrators may change it. */
const REFUSED_NAME = 'localhost'
const REFUSED_NUMBERS: ReadonlySet<number> = new Set([0x7f000001, 0])

/** What is wrong with an address. */
export interface AddressProblem {
  /** error: KAZOO refuses it, or can never reach it. warning: it may. */
  severity: 'error' | 'warning'
  /** As KAZOO reads it; empty where there is none. */
  host: string
  /** What is wrong and what to do, in complete sentences. */
  message: string
  /** A few words for the card. */
  short: string
}

/**
 * The host as KAZOO's own parser finds it: up to the first of `/ ? # @ :`. What stands before an `@` is a user, and
 * everything from there to the next `:` the password, so that `user:password@host` has the host `user`.
 * @returns null where that parser crashes: a user without any `:` after it
 */
export function hostForKazoo(address: string): string | null {
  let rest = address.slice(schemeOf(address).length + 1)
  if (!rest.startsWith('//')) return ''
  rest = rest.slice(2)
  for (;;) {
    const end = rest.search(/[/?#@:]/)
    if (end === -1) return rest
    if (rest[end] !== '@') return rest.slice(0, end)
    const colon = rest.indexOf(':', end)
    if (colon === -1) return null
    rest = rest.slice(colon + 1)
  }
}

const schemeOf = (address: string): string => /^[A-Za-z0-9+.-]*(?=:)/.exec(address)?.[0] ?? ''

/**
 * Whether a version of KAZOO refuses an answer for this address.
 * @returns null where it takes it
 */
export function kazooRefusal(address: string, version: KazooVersion): AddressProblem | null {
  const scheme = schemeOf(address)
  if (scheme !== 'http' && scheme !== 'https')
    return error('', `The address must begin with http:// or https://, in lower case. ${SILENCE}`, 'Enter an address')
  const host = hostForKazoo(address)
  if (host === null)
    return error(
      '',
      `KAZOO cannot read an address with a user name and no password. ${SILENCE}`,
      'Remove the user name',
    )
  return isRefusedHost(host, version) ? refusedHost(host) : null
}

/**
 * Whether KAZOO refuses a host by default, in an address of any scheme.
 * @param version any of them if left out
 */
export function isRefusedHost(host: string, version?: KazooVersion): boolean {
  const number = version === '4.3' ? readIpv4(host) : readNumericIpv4(host)
  return number === null ? host.toLowerCase() === REFUSED_NAME : REFUSED_NUMBERS.has(number)
}

/**
 * Everything that is wrong with an address which KAZOO is to ask: what a version refuses, what no request can come of,
 * and addresses that administrators often block.
 * @param address complete, without templates
 */
export function addressProblem(address: string): AddressProblem | null {
  for (const version of KAZOO_VERSIONS) {
    const refused = kazooRefusal(address, version)
    if (refused) return refused
  }
  if (/[\s\p{Cc}]/u.test(address))
    return error('', 'The address contains a space, so KAZOO cannot send a request. Remove it.', 'Remove the space')
  const authority = /^https?:\/\/([^/?#]*)/.exec(address)?.[1] ?? ''
  const server = serverOf(address) ?? ''
  if (server === '' || server.startsWith(':'))
    return error('', 'The address has no server. Enter one, such as https://example.com/.', 'Enter an address')
  if (server.startsWith('['))
    return error(server, 'KAZOO cannot read IPv6 addresses. Enter a name or an IPv4 address.', 'No IPv6 addresses')
  const [host = '', port] = server.split(':')
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535))
    return error(
      host,
      `${port || 'Nothing'} is not a port. Enter a number up to 65535, or leave it out.`,
      'Correct the port',
    )
  if (authority.includes('@') && !KAZOO_USER.test(authority))
    return warning(host, 'KAZOO reads user names in another order: write user@password:host.', 'Check the user name')
  return privateHost(host)
}

/**
 * The same for a text with templates, as far as it is constant: the server and what stands before it.
 * @returns null where the host itself is a value of the call; it is checked when it is known
 */
export function constantAddressProblem(text: string): AddressProblem | null {
  const start = text.search(/\{[{%]/)
  if (start === -1) return addressProblem(text)
  const constant = text.slice(0, start)
  return /^https?:\/\/[^/?#]*[/?#]/.test(constant) ? addressProblem(constant) : null
}

/** @returns the server of an address, with its port but without the user; null where there is none. */
export function serverOf(address: string): string | null {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\s]*)/i.exec(address)?.[1] ?? ''
  return (KAZOO_USER.exec(authority)?.[1] ?? authority.slice(authority.lastIndexOf('@') + 1)) || null
}

/** `user@password:host`, KAZOO's own order; what follows the password is more than a port. */
const KAZOO_USER = /^[^:@]*@[^:@]*:(?!\d*$)([^@]*)$/

/** @returns the same in lower case and without the port. */
export function hostOf(address: string): string | null {
  const server = serverOf(address)?.toLowerCase() ?? ''
  return (server.startsWith('[') ? server.slice(0, server.indexOf(']') + 1) : server.replace(/:.*$/, '')) || null
}

const SILENCE = 'Callers would hear silence.'

const error = (host: string, message: string, short: string): AddressProblem => ({
  severity: 'error',
  host,
  message,
  short,
})
const warning = (host: string, message: string, short: string): AddressProblem => ({
  severity: 'warning',
  host,
  message,
  short,
})

const refusedHost = (host: string): AddressProblem =>
  error(
    host,
    `KAZOO refuses addresses at ${host}: callers would hear silence. Enter a host that KAZOO can reach.`,
    `KAZOO refuses ${host}`,
  )

/** 127/8, and the networks that RFC 1918 and RFC 3927 keep private, as first number and bits. */
const PRIVATE_NETWORKS: readonly [network: number, bits: number][] = [
  [0x7f000000, 8],
  [0x0a000000, 8],
  [0xac100000, 12],
  [0xc0a80000, 16],
  [0xa9fe0000, 16],
]

function privateHost(host: string): AddressProblem | null {
  const number = readNumericIpv4(host)
  const isPrivate =
    number === null
      ? /^localhost\.$/i.test(host)
      : PRIVATE_NETWORKS.some(([network, bits]) => number >>> (32 - bits) === network >>> (32 - bits))
  if (!isPrivate) return null
  return warning(
    host,
    `${host} is a private address. KAZOO must be in the same network, and its administrator must not have blocked it.`,
    'Private address',
  )
}
