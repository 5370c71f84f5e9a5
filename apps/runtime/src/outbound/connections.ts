/**
 * Connections to other servers, kept and used again. Each is checked where it is opened, after the name was resolved: a
 * name that points to a public address today may point into our network tomorrow.
 */
import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { type HostRules, numericHost } from './allowed-hosts.ts'
import type { ResolveHost } from './resolve-host.ts'

/** The connection would lead where look-ups must not go. */
export class RefusedHost extends Error {
  constructor(hostname: string) {
    super(`${hostname} is an address of a private network. An administrator can allow it with ALLOWED_HOSTS.`)
  }
}

/** No connection takes longer to open; a look-up has less time than this anyway. */
const CONNECT_MS = 4000
/** To one server at a time; what is more waits its turn, within its own time. */
const MAX_CONNECTIONS = 128
export const MAX_RESPONSE_BYTES = 1024 * 1024

export function createConnections(
  rules: HostRules,
  resolve: ResolveHost,
  maxResponseBytes = MAX_RESPONSE_BYTES,
): Agent {
  const connectors = new Map<string, buildConnector.connector>()
  /** The port is part of what is allowed, and a `lookup` is not told it. */
  const connectorOf = (port: string): buildConnector.connector => {
    const known = connectors.get(port)
    if (known) return known
    const made = buildConnector({
      allowH2: false,
      timeout: CONNECT_MS,
      lookup: guardedLookup(rules, resolve, Number(port)),
    })
    connectors.set(port, made)
    return made
  }
  return new Agent({
    connect(options, callback) {
      const port = options.port || (options.protocol === 'https:' ? '443' : '80')
      const address = numericHost(options.hostname)
      // For addresses there is nothing to look up, so `lookup` is never called.
      if (address !== null && !rules.mayReach({ hostname: address, port: Number(port), address }))
        callback(new RefusedHost(options.hostname), null)
      else connectorOf(port)(options, callback)
    },
    // With HTTP/2 all look-ups to a server would share one connection, and its problems.
    allowH2: false,
    connections: MAX_CONNECTIONS,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 60_000,
    maxResponseSize: maxResponseBytes,
    // Each look-up has a deadline of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}

const guardedLookup =
  (rules: HostRules, resolve: ResolveHost, port: number): LookupFunction =>
  (hostname, { all, family }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const wanted = addresses.filter((found) => fits(found, family))
        const [first, ...others] = wanted.filter(({ address }) => rules.mayReach({ hostname, port, address }))
        if (!first) callback(wanted.length > 0 ? new RefusedHost(hostname) : notFound(hostname), '', 0)
        else if (all) callback(null, [first, ...others])
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }

const fits = ({ family }: LookupAddress, wanted: number | string | undefined): boolean =>
  wanted === undefined || wanted === 0 || `IPv${family}` === `IPv${String(wanted).replace('IPv', '')}`

const notFound = (hostname: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`There is no host ${hostname}.`), { code: 'ENOTFOUND' })
