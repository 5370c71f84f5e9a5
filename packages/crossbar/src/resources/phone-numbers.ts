/** The numbers of an account. @source docs/kazoo/crossbar.md */
import { CrossbarError } from '../transport/crossbar-error.ts'
import { isJsonObject, type JsonObject } from '../transport/envelope.ts'
import type { AccountScope } from './account-scope.ts'
import { isoFromGregorian } from './gregorian.ts'
import { textsIn } from './lists.ts'

export interface PhoneNumber {
  /** As KAZOO writes it: `+14155550100`. */
  number: string
  /** `in_service`, `reserved`, `port_in`; calls come only in these and in `port_out`. */
  state: string
  /** The application that uses it: `callflow`, `trunkstore`; null for a spare one. May be out of date: trust the callflows. */
  usedBy: string | null
  assignedTo: string | null
  features: readonly string[]
  /** ISO 8601. */
  createdAt: string | null
  updatedAt: string | null
}

export interface PhoneNumbers {
  /** Without those that are still being ported. */
  list(): Promise<PhoneNumber[]>
  /** @param number as KAZOO writes it, with its `+` */
  get(number: string): Promise<PhoneNumber>
  /** Lets KAZOO find out again what uses a number. */
  fix(number: string): Promise<void>
}

const PHONE_NUMBERS = 'phone_numbers'
/** Against a server that never ends. */
const MAX_PAGES = 1000

export const createPhoneNumbers = (scope: AccountScope): PhoneNumbers => ({
  async list() {
    const numbers = new Map<string, PhoneNumber>()
    const seen = new Set<string>()
    let query: Record<string, string> = { include_ports: 'false', paginate: 'false' }
    for (let page = 0; page < MAX_PAGES; page++) {
      const { data, nextStartKey } = await scope.ask({ method: 'GET', path: [PHONE_NUMBERS], query })
      for (const [number, entry] of Object.entries(numbersIn(data)))
        if (isJsonObject(entry)) numbers.set(number, toPhoneNumber(number, entry))
      if (typeof nextStartKey !== 'string' || seen.has(nextStartKey)) break
      seen.add(nextStartKey)
      query = { include_ports: 'false', start_key: nextStartKey }
    }
    return [...numbers.values()].sort((a, b) => (a.number < b.number ? -1 : 1))
  },
  get: async (number) => {
    const { data } = await scope.ask({ method: 'GET', path: [PHONE_NUMBERS, number] })
    return toPhoneNumber(number, isJsonObject(data) ? data : {})
  },
  fix: async (number) => {
    await scope.ask({ method: 'POST', path: [PHONE_NUMBERS, 'fix', number], data: {} })
  },
})

/** An object by number, not an array. @throws CrossbarError where it is something else */
function numbersIn(data: unknown): JsonObject {
  const numbers = isJsonObject(data) ? data.numbers : undefined
  if (!isJsonObject(numbers))
    throw new CrossbarError('not-crossbar', 'KAZOO’s list of numbers has a form that cannot be read.')
  return numbers
}

function toPhoneNumber(number: string, entry: JsonObject): PhoneNumber {
  const { state, used_by, assigned_to, features, created, updated } = entry
  return {
    number,
    state: typeof state === 'string' ? state : '',
    usedBy: typeof used_by === 'string' && used_by !== '' ? used_by : null,
    assignedTo: typeof assigned_to === 'string' ? assigned_to : null,
    features: textsIn(features),
    createdAt: isoFromGregorian(created),
    updatedAt: isoFromGregorian(updated),
  }
}
