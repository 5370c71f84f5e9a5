/** How long an address has to wait after wrong passwords; nobody else waits for it. */
export interface Tries {
  /** Milliseconds until the address may try again; 0: now. */
  waitMs: (address: string) => number
  /** @returns wrong passwords of this address so far */
  failed: (address: string) => number
  succeeded: (address: string) => void
}

/** The same, with what other processes of the studio are told and tell. */
export interface SharedTries extends Tries {
  /** What another process was sent. */
  hear: (address: string, isRight: boolean) => void
}

/** A person mistypes; only what comes after that many is slowed down. */
const FREE_TRIES = 5
const FIRST_WAIT_MS = 1000
const MAX_WAIT_MS = 15 * 60_000
/** After this long without a try an address starts again at zero. */
const FORGET_AFTER_MS = 60 * 60_000
/** More addresses than that at once are an attack from many places; the oldest are forgotten. */
const MAX_ADDRESSES = 10_000

/**
 * @param now the time in ms
 * @param tell told what other processes have to know
 */
export function createTries(
  now: () => number,
  tell: (address: string, isRight: boolean) => void = () => undefined,
): SharedTries {
  const known = new Map<string, { failures: number; lastAt: number }>()
  const find = (address: string) => {
    const entry = known.get(networkOf(address))
    return entry && now() - entry.lastAt < FORGET_AFTER_MS ? entry : undefined
  }
  function fail(address: string): number {
    const failures = (find(address)?.failures ?? 0) + 1
    const network = networkOf(address)
    known.delete(network) // to the end: the first of the map is the oldest
    known.set(network, { failures, lastAt: now() })
    const [oldest] = known.keys()
    if (known.size > MAX_ADDRESSES && oldest !== undefined) known.delete(oldest)
    return failures
  }

  return {
    waitMs(address) {
      const entry = find(address)
      if (!entry || entry.failures <= FREE_TRIES) return 0
      const wait = Math.min(FIRST_WAIT_MS * 2 ** (entry.failures - FREE_TRIES - 1), MAX_WAIT_MS)
      return Math.max(0, entry.lastAt + wait - now())
    },
    failed(address) {
      tell(address, false)
      return fail(address)
    },
    succeeded(address) {
      if (known.delete(networkOf(address))) tell(address, true)
    },
    hear: (address, isRight) => void (isRight ? known.delete(networkOf(address)) : fail(address)),
  }
}

/** Who has an IPv6 address has 2^64 of them: the network counts. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [head = '', tail = ''] = address.split('::')
  const groups = head.split(':')
  const missing = address.includes('::') ? 8 - groups.length - (tail === '' ? 0 : tail.split(':').length) : 0
  return [...groups, ...Array.from({ length: missing }, () => '0')].slice(0, 4).join(':')
}
