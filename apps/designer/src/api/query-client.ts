import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api-error.ts'

/** Server data lives here, never in the store. What the server refuses is not asked again; what did not arrive is. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) =>
        failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
})
