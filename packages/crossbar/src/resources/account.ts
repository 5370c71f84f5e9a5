import type { JsonObject } from '../transport/envelope.ts'
import { isJsonObject } from '../transport/envelope.ts'
import type { AccountScope } from './account-scope.ts'
import { textsIn } from './lists.ts'
import { readList } from './read-list.ts'

export interface Account {
  id: string
  name: string
  /** The SIP domain. */
  realm: string
  /** IANA name, in which KAZOO reads time rules; null where the account has none. */
  timezone: string | null
  language: string | null
  /** KAZOO's version, as it says itself; null where it does not. */
  version: string | null
  data: JsonObject
}

export interface SubAccount {
  id: string
  name: string
  realm: string
  /** From the top of the tree down to its parent. */
  parentIds: readonly string[]
}

export async function readAccount(scope: AccountScope, id: string): Promise<Account> {
  const { data, version } = await scope.ask({ method: 'GET', path: [] })
  const account = isJsonObject(data) ? data : {}
  const { name, realm, timezone, language } = account
  return {
    id,
    name: typeof name === 'string' ? name : id,
    realm: typeof realm === 'string' ? realm : '',
    timezone: typeof timezone === 'string' ? timezone : null,
    language: typeof language === 'string' ? language : null,
    version,
    data: account,
  }
}

export const readSubAccounts = async (scope: AccountScope): Promise<SubAccount[]> =>
  (await readList(scope, ['descendants'])).flatMap(({ id, name, realm, tree }) =>
    typeof id === 'string'
      ? {
          id,
          name: typeof name === 'string' ? name : id,
          realm: typeof realm === 'string' ? realm : '',
          parentIds: textsIn(tree),
        }
      : [],
  )
