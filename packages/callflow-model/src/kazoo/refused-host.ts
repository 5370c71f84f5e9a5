/**
 * Hosts that KAZOO refuses by default in addresses that it is to ask, in stored callflows and in answers; compared
 * literally, other private addresses are not among them.
 * @source kazoo-callflow-semantics, how long a caller may wait
 */
const REFUSED_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '0.0.0.0'])

/** Where KAZOO checks hosts: the fields of these modules' data. */
export const CHECKED_ADDRESSES: Readonly<Record<string, string>> = {
  pivot: 'voice_url',
  record_call: 'url',
  record_caller: 'url',
  webhook: 'uri',
}

/** @returns the host of an http address as it is written, without user and port; null where there is none. */
export function hostOf(address: string): string | null {
  const authority = /^https?:\/\/([^/?#]*)/i.exec(address)?.[1]
  if (authority === undefined) return null
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '')
  return host === '' ? null : host
}

/** @returns the host where KAZOO would refuse this address and drop the call, else null. */
export function refusedHostOf(address: unknown): string | null {
  const host = typeof address === 'string' ? hostOf(address) : null
  return host !== null && REFUSED_HOSTS.has(host) ? host : null
}

/** What to tell about it. */
export const refusedHostMessage = (host: string): string =>
  `KAZOO refuses addresses at ${host} and hangs up. Enter a host that KAZOO can reach.`
