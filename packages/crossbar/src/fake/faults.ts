/** What the fake does wrong on command. */
import { ok, type Reply, systemError } from './reply.ts'

export type Fault =
  /** 401, as for a token past its end. */
  | 'unauthorized'
  /** 429. */
  | 'rate-limited'
  /** 503. */
  | 'unavailable'
  /** 409: two writes at the same moment. */
  | 'conflict'
  /** 412, for any If-Match. */
  | 'precondition'
  /** 402. */
  | 'charges'
  /** 416: the list is too large for one answer. */
  | 'too-large'
  /** The error page of a proxy. */
  | 'html-502'
  /** The connection ends before anything is done. */
  | 'cut-before'
  /** What was asked for is done, and the connection ends without an answer. */
  | 'cut-after'
  /** A read finds the revision before the last one. */
  | 'stale'
  /** Every page of a list has the same next key. */
  | 'repeat-key'
  /** Answers late. */
  | { slowMs: number }
  /** Runs just before the request is done: somebody else is faster. */
  | { meanwhile: () => void }

export interface FaultFilter {
  /** Any where left out. */
  method?: string
  /** What the path after `/v2` contains, or matches. */
  path?: string | RegExp
  /** How many requests; 1 where left out. */
  times?: number
}

export interface Faults {
  add(fault: Fault, filter?: FaultFilter): void
  /** @returns the faults of a request, in the order in which they were added; each counts as used */
  take(method: string, path: string): Fault[]
  clear(): void
}

export function createFaults(): Faults {
  let planned: { fault: Fault; filter: FaultFilter; left: number }[] = []
  return {
    add: (fault, filter = {}) => void planned.push({ fault, filter, left: filter.times ?? 1 }),
    take(method, path) {
      const meant = planned.filter(({ filter }) => isMeant(filter, method, path))
      for (const plan of meant) plan.left -= 1
      planned = planned.filter(({ left }) => left > 0)
      return meant.map(({ fault }) => fault)
    },
    clear: () => {
      planned = []
    },
  }
}

function isMeant({ method: wanted, path: part }: FaultFilter, method: string, path: string): boolean {
  if (wanted !== undefined && wanted !== method) return false
  return part === undefined || (typeof part === 'string' ? path.includes(part) : part.test(path))
}

/** @returns the answer in place of what was asked for; null where the fault is of another kind */
export function replyOf(fault: Fault): Reply | null {
  switch (fault) {
    case 'unauthorized':
      return systemError(401, 'invalid credentials')
    case 'rate-limited':
      return systemError(429, 'too_many_requests', { message: 'too many requests' })
    case 'unavailable':
      return systemError(503, 'datastore_unreachable', { message: 'data collection is temporarily unavailable' })
    case 'conflict':
      return systemError(409, 'datastore_conflict', { message: 'document conflict' })
    case 'precondition':
      return { status: 412, data: null, isEmpty: true }
    case 'charges':
      return systemError(402, 'accept charges', { limits: {} })
    case 'too-large':
      return systemError(416, 'range not satisfiable', { message: 'range not satisfiable' })
    case 'html-502':
      return ok(null, {
        status: 502,
        file: { contentType: 'text/html', bytes: '<html><body><h1>502 Bad Gateway</h1></body></html>' },
      })
    default:
      return null
  }
}
