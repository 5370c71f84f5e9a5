/** What the account of a flow has in KAZOO. */
import type { EntityKind } from '@callflow-studio/model'
import type { KazooEntity } from '@callflow-studio/model/api'
import { useQueries } from '@tanstack/react-query'
import { request } from './client.ts'

/** What is made in Monster UI meanwhile is there when the window is looked at again. */
const STALE_MS = 20_000

export interface ListedEntities {
  entities: readonly (KazooEntity & { kind: EntityKind })[]
  /** All lists were read, so that what is not among them is gone. */
  isComplete: boolean
  isPending: boolean
  /** Kinds that this KAZOO cannot list: their module is not started. */
  missing: readonly EntityKind[]
  /** Why a list could not be read. */
  problem: string | null
  /** Asks KAZOO again. */
  refresh: () => void
}

/**
 * Reads what may stand in a field, by name.
 * @param accountId null: the flow belongs to no account, and nothing is asked
 */
export function useEntities(accountId: string | null, kinds: readonly EntityKind[]): ListedEntities {
  const lists = useQueries({
    queries: kinds.map((kind) => ({
      queryKey: ['kazoo', accountId, kind],
      queryFn: () => request('kazoo.list', { accountId: accountId ?? '', kind }),
      enabled: accountId !== null,
      staleTime: STALE_MS,
      retry: false,
    })),
  })
  return {
    entities: lists.flatMap(({ data }, index) => {
      const kind = kinds[index]
      return kind === undefined ? [] : (data?.entities ?? []).map((entity) => ({ ...entity, kind }))
    }),
    isComplete: lists.every(({ data }) => data?.isAvailable === true),
    isPending: lists.some(({ isLoading }) => isLoading),
    missing: kinds.filter((_, index) => lists[index]?.data?.isAvailable === false),
    problem: lists.find(({ error }) => error)?.error?.message ?? null,
    refresh: () => {
      for (const list of lists) void list.refetch()
    },
  }
}
