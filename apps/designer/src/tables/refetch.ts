import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * Reads what was changed. An answer that is still on its way was asked for before the change: it would be shown as the
 * newest, so it is not waited for.
 */
export async function refetch(client: QueryClient, queryKey: QueryKey): Promise<void> {
  await client.cancelQueries({ queryKey })
  await client.invalidateQueries({ queryKey })
}
