/** Phone numbers: how they are written, whose they are, and what uses them. @source docs/kazoo/crossbar.md, section 4 */
import { type FakeAccount, type FakeNumber, type JsonObject, UNIX_EPOCH_S } from './account-data.ts'

interface KnownNumber extends FakeNumber {
  accountId: string
  state: string
  created: number
  updated: number
}

export interface Numbers {
  of(accountId: string): [number: string, known: KnownNumber][]
  /** The account that has a number; null where nobody has it. */
  ownerOf(number: string): string | null
  get(accountId: string, number: string): KnownNumber | null
  add(accountId: string, number: string, data: FakeNumber): void
  /** Says what uses a number now; null for nothing. */
  setUse(accountId: string, number: string, usedBy: string | null): void
}

export function createNumbers(accounts: readonly FakeAccount[], now: () => number): Numbers {
  const numbers = new Map<string, KnownNumber>()
  const seconds = (): number => Math.floor(now() / 1000) + UNIX_EPOCH_S
  const add: Numbers['add'] = (accountId, number, data) => {
    numbers.set(number, { state: 'in_service', ...data, accountId, created: seconds(), updated: seconds() })
  }
  for (const account of accounts)
    for (const [number, data] of Object.entries(account.numbers ?? {})) add(account.id, number, data)
  const get: Numbers['get'] = (accountId, number) => {
    const known = numbers.get(number)
    return known?.accountId === accountId ? known : null
  }
  return {
    add,
    get,
    of: (accountId) => [...numbers].filter(([, known]) => known.accountId === accountId),
    ownerOf: (number) => numbers.get(number)?.accountId ?? null,
    setUse(accountId, number, usedBy) {
      const known = get(accountId, number)
      if (!known || (known.used_by ?? null) === usedBy) return
      const { used_by: _before, ...rest } = known
      numbers.set(number, { ...rest, ...(usedBy === null ? {} : { used_by: usedBy }), updated: seconds() })
    },
  }
}

/** As KAZOO shows a number in the list. */
export const toListed = ({
  accountId,
  state,
  used_by,
  features = [],
  locality,
  created,
  updated,
}: KnownNumber): JsonObject => ({
  state,
  features: [...features],
  features_allowed: [],
  features_denied: [],
  features_available: [],
  assigned_to: accountId,
  ...(used_by === undefined ? {} : { used_by }),
  ...(locality === undefined ? {} : { locality }),
  created,
  updated,
})

/**
 * KAZOO's default rules for numbers of the North American plan; extensions stay.
 * @source docs/kazoo/crossbar.md, section 3
 */
export function normalizeNumber(number: string): string {
  const digits = number.replace(/(?<=\d)[-. ()]+(?=\d)/g, '')
  if (/^\+?1\d{10}$/.test(digits)) return `+${digits.replace('+', '')}`
  if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`
  const international = /^(?:011|00)(\d{5,})$/.exec(digits)
  if (international) return `+${international[1]}`
  if (/^[2-9]\d{7,}$/.test(digits)) return `+${digits}`
  return number
}
