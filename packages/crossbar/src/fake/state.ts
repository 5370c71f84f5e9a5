import type { Json } from '@callflow-studio/model'
import type { FakeAccount, JsonObject } from './account-data.ts'
import type { FlowRules } from './check-flow.ts'
import type { Numbers } from './numbers.ts'
import type { Debug } from './pivot-debug.ts'
import type { Store } from './store.ts'
import type { Tokens } from './tokens.ts'

/** Everything that the fake knows; its handlers read and change it. */
export interface FakeState {
  accounts: readonly FakeAccount[]
  store: Store
  numbers: Numbers
  tokens: Tokens
  debug: Debug
  rules: FlowRules
  /** Names of endpoints whose module is not started. */
  off: Set<string>
  /** Whether accounts may ask for what is the cluster's: `system_status`. */
  isSuperduper: boolean
  /** Unix milliseconds. */
  now: () => number
}

/** A request, read. */
export interface FakeRequest {
  method: string
  /** Unescaped, after `/v2`. */
  segments: readonly string[]
  query: URLSearchParams
  headers: Readonly<Record<string, string>>
  /** The whole body, where it is JSON. */
  body: JsonObject
  /** `data` of the body. */
  data: Json
  bytes: Uint8Array
}

export const accountOf = ({ accounts }: FakeState, id: string): FakeAccount | undefined =>
  accounts.find((account) => account.id === id)

/** @returns ids from the top of the tree down to the parent */
export function treeOf(state: FakeState, account: FakeAccount): string[] {
  const parent = account.parentId === null ? undefined : accountOf(state, account.parentId)
  return parent ? [...treeOf(state, parent), parent.id] : []
}
