/** Connections to KAZOO, and what the accounts that they reach have. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type RequestOf, request } from './client.ts'

/** All below the first: what a connection reaches is read again once one has changed. */
const keys = {
  connections: ['connections'],
  accounts: ['connections', 'accounts'],
  callflows: (accountId: string) => ['connections', 'callflows', accountId],
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

/** A change on the server; what was read through connections is read again before it counts as done. */
function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['kazoo'] })
      return client.invalidateQueries({ queryKey: keys.connections })
    },
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
