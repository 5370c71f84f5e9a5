import type { IncomingMessage } from 'node:http'
import type { JsonObject } from './account-data.ts'

/** A request that the fake got. */
export interface Call {
  method: string
  /** With its query. */
  url: string
  /** Without it, and without `/v2`. */
  path: string
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** null where it had none, or was no JSON. */
  body: JsonObject | null
  /** null until it is answered, and where the connection was cut. */
  status: number | null
}

export interface CallLog {
  readonly calls: readonly Call[]
  /** The most requests that were open at once. */
  readonly maxInFlight: number
  begin(incoming: IncomingMessage): Call
  end(call: Call): void
  clear(): void
}

export function createCallLog(): CallLog {
  let calls: Call[] = []
  let maxInFlight = 0
  const open = new Set<Call>()
  return {
    get calls() {
      return calls
    },
    get maxInFlight() {
      return maxInFlight
    },
    begin({ method = 'GET', url = '/', headers }) {
      const call: Call = {
        method,
        url,
        path: (url.split('?')[0] ?? '').replace(/^\/v2/, ''),
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        body: null,
        status: null,
      }
      calls.push(call)
      open.add(call)
      maxInFlight = Math.max(maxInFlight, open.size)
      return call
    },
    end: (call) => void open.delete(call),
    clear() {
      calls = []
      maxInFlight = open.size
    },
  }
}
