import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns'

/** All addresses of a name. @throws the system's error where it has none */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>

/**
 * The system's resolver (which knows `/etc/hosts` and the names of containers), asked once for all look-ups that want the
 * same name: it has four threads for the whole process, and a name server that is slow must not take them all.
 */
export function createResolver(now: () => number = () => performance.now()): ResolveHost {
  const known = new Map<string, { until: number; addresses: Promise<readonly LookupAddress[]> }>()
  return (hostname) => {
    const kept = known.get(hostname)
    if (kept && now() < kept.until) return kept.addresses
    const addresses = ask(hostname)
    const entry = { until: Number.POSITIVE_INFINITY, addresses }
    known.set(hostname, entry)
    if (known.size > MAX_KEPT) evictOldest(known)
    addresses.then(
      () => {
        entry.until = now() + FOUND_MS
      },
      () => {
        entry.until = now() + NOT_FOUND_MS
      },
    )
    return addresses
  }
}

/** Short: the connections that are kept alive are what saves time, not this. */
const FOUND_MS = 10_000
const NOT_FOUND_MS = 1000
const MAX_KEPT = 1000

const ask = (hostname: string): Promise<readonly LookupAddress[]> =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })

function evictOldest(known: Map<string, unknown>): void {
  for (const hostname of known.keys()) {
    known.delete(hostname)
    return
  }
}
