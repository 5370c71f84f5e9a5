/** Connections to KAZOO, and what the accounts that they reach have. */
import type { EntityKind } from '@callflow-studio/model'
import type { KazooEntity } from '@callflow-studio/model/api'
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { type RequestOf, request } from './client.ts'

/** All below the first: what a connection reaches is read again once one has changed. */
const keys = {
  connections: ['connections'],
  accounts: ['connections', 'accounts'],
  callflows: (accountId: string) => ['connections', 'callflows', accountId],
  entities: (accountId: string, kind: EntityKind) => ['connections', 'entities', accountId, kind],
} as const

export const useConnections = () => useQuery({ queryKey: keys.connections, queryFn: () => request('connection.list') })

/** The KAZOO accounts that flows can belong to: those of the connections, and the ones below resellers. */
export const useKazooAccounts = () =>
  useQuery({ queryKey: keys.accounts, queryFn: () => request('kazoo.accounts'), staleTime: 60_000 })

/** The callflows of an account, by name. @param accountId null: nothing is asked */
export const useCallflows = (accountId: string | null) =>
  useQuery({
    queryKey: keys.callflows(accountId ?? ''),
    queryFn: () => request('kazoo.callflows', { accountId: accountId ?? '' }),
    enabled: accountId !== null,
    retry: false,
  })

/** What is made in Monster UI meanwhile is there when the window is looked at again. */
const STALE_MS = 20_000

interface ListedEntities {
  entities: readonly KazooEntity[]
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

/** What an account has of these kinds, by name. */
export function useEntities(accountId: string, kinds: readonly EntityKind[]): ListedEntities {
  const lists = useQueries({
    queries: kinds.map((kind) => ({
      queryKey: keys.entities(accountId, kind),
      queryFn: () => request('kazoo.list', { accountId, kind }),
      staleTime: STALE_MS,
      retry: false,
    })),
  })
  return {
    entities: lists.flatMap(({ data }) => data?.entities ?? []),
    isComplete: lists.every(({ data }) => data?.isAvailable === true),
    isPending: lists.some(({ isLoading }) => isLoading),
    missing: kinds.filter((_, index) => lists[index]?.data?.isAvailable === false),
    problem: lists.find(({ error }) => error)?.error?.message ?? null,
    refresh: () => {
      for (const list of lists) void list.refetch()
    },
  }
}

/** A change on the server; what was read through connections is read again before it counts as done. */
function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.connections }),
  })
}

/** Signs in to KAZOO before anything is saved. */
export const useConnect = () =>
  useChange((body: NonNullable<RequestOf<'connection.create'>['body']>) => request('connection.create', { body }))
/** The same, for a connection that is there. */
export const useSaveConnection = () =>
  useChange(({ id, ...body }: { id: string } & NonNullable<RequestOf<'connection.save'>['body']>) =>
    request('connection.save', { id, body }),
  )
export const useDisconnect = () => useChange((id: string) => request('connection.delete', { id }))
/** Signs in again. Rejects with what does not work. */
export const useCheckConnection = (id: string) => useMutation({ mutationFn: () => request('connection.check', { id }) })
