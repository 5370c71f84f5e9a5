/**
 * Where look-ups may go. The author of a flow must not reach, through us, what only this machine or its network can
 * reach: so only public addresses are, and what the administrator lists in ALLOWED_HOSTS.
 */
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

export interface HostRules {
  /** Whether a connection to this address, found under this name, may be opened. */
  mayReach: (target: { hostname: string; port: number; address: string }) => boolean
}

/**
 * @param allowed hosts (`crm.internal`, `10.1.2.3`), hosts with a port (`crm.internal:8080`, `[fd00::1]:80`), or ranges
 * (`10.0.0.0/8`), in any mixture
 */
export function createHostRules(allowed: readonly string[]): HostRules {
  const ranges = allowed.flatMap(toRange)
  const names = new Set(allowed.map((entry) => withoutDot(entry.toLowerCase())))
  return {
    mayReach({ hostname, port, address }) {
      const name = withoutDot(hostname.toLowerCase())
      const listed = [name, `${name}:${port}`, `${address}:${port}`, `[${address}]:${port}`]
      if (listed.some((entry) => names.has(entry))) return true
      if (!ipaddr.isValid(address)) return false
      const found = ipaddr.process(address) // an IPv4 address written as IPv6 is that IPv4 address
      return isPublic(found) || ranges.some((range) => range[0].kind() === found.kind() && found.match(range))
    },
  }
}

/**
 * The same before a call, by the host of an address alone: names that have to be resolved are taken to be allowed.
 * @returns whether look-ups may go there
 */
export function createNameRules(allowed: readonly string[]): (host: string, port: number) => boolean {
  const { mayReach } = createHostRules(allowed)
  return (host, port) => {
    const address = `http://${host}`
    if (!URL.canParse(address)) return true
    const { hostname } = new URL(address) // also reads 127.1 and 0x7f000001
    const numeric = numericHost(hostname)
    const addresses = LOCAL_NAME.test(hostname) ? ['127.0.0.1', '::1'] : numeric === null ? [] : [numeric]
    return addresses.length === 0 || addresses.some((each) => mayReach({ hostname, port, address: each }))
  }
}

/** Names that RFC 6761 gives to the machine itself. */
const LOCAL_NAME = /(?:^|\.)localhost\.?$/i

/** @returns the address that a URL's host name is, without brackets; null for a name that has to be resolved. */
export function numericHost(hostname: string): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  return ipaddr.isValid(bare) ? bare : null
}

/** A host may be listed with a dot at the end or without. */
const withoutDot = (name: string): string => name.replace(/\.(?=$|:\d+$)/, '')

function toRange(entry: string): [Address, number][] {
  if (ipaddr.isValid(entry)) {
    const address = ipaddr.process(entry)
    return [[address, address.kind() === 'ipv4' ? 32 : 128]]
  }
  return ipaddr.isValidCIDR(entry) ? [ipaddr.parseCIDR(entry)] : []
}

/** Everything that is not plainly a public address is not: private, loopback, link-local, multicast, tunnels, reserved. */
function isPublic(address: Address): boolean {
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast'
  // NAT64 and the old IPv4-compatible form carry an IPv4 address, and a gateway may take it out.
  if (address.range() === 'rfc6052' || isIpv4Compatible(address)) {
    const embedded = new ipaddr.IPv4(address.toByteArray().slice(12))
    return address.range() === 'rfc6052' && embedded.range() === 'unicast'
  }
  return address.range() === 'unicast'
}

const isIpv4Compatible = (address: ipaddr.IPv6): boolean => address.parts.slice(0, 6).every((part) => part === 0)
