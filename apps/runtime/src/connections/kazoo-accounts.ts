/** The accounts that connections reach, and what each has. Lists are kept for a moment: a form opens several pickers at once. */
import {
  type Callflow,
  type CallflowSummary,
  type Crossbar,
  CrossbarError,
  isJsonObject,
  type ListedEntity,
  type ListedKind,
} from '@callflow-studio/crossbar'
import type { Connections } from './connections.ts'

interface KazooAccountInfo {
  id: string
  name: string
  connectionId: string
  /** From the connection's own account on; empty for that one. */
  parentIds: readonly string[]
}

/** A list as it was read, and when. */
interface Listed<T> {
  rows: readonly T[]
  /** False: the module of KAZOO that lists them is not started. */
  isAvailable: boolean
  /** ISO 8601. */
  readAt: string
}

export interface KazooAccounts {
  /** By name, each with those below it. Never rejects: what could not be read is among the problems. */
  accounts: () => Promise<{
    accounts: KazooAccountInfo[]
    problems: { connectionId: string; message: string }[]
  }>
  /** @returns null where no connection reaches the account @throws CrossbarError */
  list: (accountId: string, kind: ListedKind, isFresh: boolean) => Promise<Listed<ListedEntity> | null>
  callflows: (accountId: string, isFresh: boolean) => Promise<Listed<CallflowSummary> | null>
  /** With what the ids in it are called. */
  callflow: (
    accountId: string,
    id: string,
  ) => Promise<(Omit<Callflow, 'names'> & { names: ReadonlyMap<string, string> }) | null>
}

/** What somebody has just made in KAZOO is to be found; a form with ten pickers asks once. */
const KEPT_MS = 20_000
const ACCOUNTS_KEPT_MS = 60_000
/** The lists of some accounts. */
const MAX_KEPT = 200

export function createKazooAccounts(
  { list: listConnections, clientOf }: Pick<Connections, 'list' | 'clientOf'>,
  now: () => number,
): KazooAccounts {
  const kept = new Map<string, { until: number; value: Promise<unknown> }>()

  /** One request for all who ask meanwhile. What fails is asked for again. */
  function keep<T>(key: string, forMs: number, isFresh: boolean, read: () => Promise<T>): Promise<T> {
    const found = kept.get(key)
    if (found && !isFresh && now() < found.until) return found.value as Promise<T>
    const value = read()
    kept.delete(key)
    kept.set(key, { until: now() + forMs, value })
    value.catch(() => kept.delete(key))
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_KEPT) break
      kept.delete(oldest)
    }
    return value
  }

  const below = ({ id, updatedAt, accountId }: ReturnType<typeof listConnections>[number], client: Crossbar) =>
    keep(
      `accounts ${id} ${updatedAt}`,
      ACCOUNTS_KEPT_MS,
      false,
      async (): Promise<KazooAccountInfo[]> =>
        (await client.subAccounts()).map((account) => {
          const place = account.parentIds.indexOf(accountId)
          return { id: account.id, name: account.name, connectionId: id, parentIds: account.parentIds.slice(place) }
        }),
    )

  /** @returns also a text that is another one once the connection has changed */
  async function reach(accountId: string): Promise<{ client: Crossbar; by: string } | null> {
    const all = listConnections()
    const own = all.filter((connection) => connection.accountId === accountId)
    for (const connection of [...own, ...all.filter(({ isReseller }) => isReseller)]) {
      const client = clientOf(connection.id)
      const by = `${connection.id} ${connection.updatedAt}`
      if (client && connection.accountId === accountId) return { client, by }
      if (client && (await below(connection, client)).some(({ id }) => id === accountId))
        return { client: client.inAccount(accountId), by }
    }
    return null
  }

  async function listed<T>(
    accountId: string,
    what: string,
    isFresh: boolean,
    read: (client: Crossbar) => Promise<readonly T[]>,
  ): Promise<Listed<T> | null> {
    const reached = await reach(accountId)
    if (!reached) return null
    return keep(`${accountId} ${what} ${reached.by}`, KEPT_MS, isFresh, async () => {
      const readAt = new Date(now()).toISOString()
      try {
        return { rows: await read(reached.client), isAvailable: true, readAt }
      } catch (error) {
        if (!(error instanceof CrossbarError) || error.kind !== 'module-off') throw error
        return { rows: [], isAvailable: false, readAt }
      }
    })
  }

  return {
    async accounts() {
      const problems: { connectionId: string; message: string }[] = []
      const found = await Promise.all(
        listConnections().map(async (connection) => {
          const { id, accountId, accountName: name, isReseller } = connection
          const own = { id: accountId, name, connectionId: id, parentIds: [] }
          const client = clientOf(id)
          if (!isReseller || !client) return [own]
          try {
            return [own, ...(await below(connection, client))]
          } catch (error) {
            problems.push({ connectionId: id, message: error instanceof Error ? error.message : String(error) })
            return [own]
          }
        }),
      )
      // A connection of its own is the shorter way to an account that a reseller's reaches too.
      const byId = new Map<string, KazooAccountInfo>()
      for (const account of found.flat()) {
        const other = byId.get(account.id)
        if (!other || account.parentIds.length < other.parentIds.length) byId.set(account.id, account)
      }
      return { accounts: [...byId.values()].sort((a, b) => a.name.localeCompare(b.name)), problems }
    },
    list: (accountId, kind, isFresh) => listed(accountId, kind, isFresh, (client) => client.list(kind)),
    callflows: (accountId, isFresh) => listed(accountId, 'callflows', isFresh, (client) => client.callflows.list()),
    async callflow(accountId, id) {
      const found = await (await reach(accountId))?.client.callflows.get(id)
      if (!found) return null
      const names = new Map(Object.entries(found.names).map(([each, { name }]) => [each, name]))
      const kinds = kindsWithoutNames(found.data.flow, names)
      const lists = await Promise.allSettled(
        kinds.map((kind) => listed(accountId, kind, false, (client) => client.list(kind))),
      )
      for (const list of lists)
        if (list.status === 'fulfilled') for (const row of list.value?.rows ?? []) names.set(row.id, row.name)
      return { ...found, names }
    },
  }
}

const MEMBERS: readonly ListedKind[] = ['user', 'device', 'group']

/** KAZOO names what a callflow leads to, but not what stands in lists: phones of a group, time rules. */
function kindsWithoutNames(flow: unknown, names: ReadonlyMap<string, string>): ListedKind[] {
  const kinds = new Set<ListedKind>()
  const isUnknown = (id: unknown): boolean => typeof id === 'string' && !names.has(id)
  const visit = (node: unknown): void => {
    if (!isJsonObject(node)) return
    const { endpoints, rules, rule_set } = isJsonObject(node.data) ? node.data : {}
    for (const endpoint of Array.isArray(endpoints) ? endpoints : []) {
      const kind =
        isJsonObject(endpoint) && isUnknown(endpoint.id) && MEMBERS.find((each) => each === endpoint.endpoint_type)
      if (kind) kinds.add(kind)
    }
    if (Array.isArray(rules) && rules.some(isUnknown)) kinds.add('temporal-rule')
    if (rule_set !== undefined && isUnknown(rule_set)) kinds.add('rule-set')
    if (isJsonObject(node.children)) for (const child of Object.values(node.children)) visit(child)
  }
  visit(flow)
  return [...kinds]
}
