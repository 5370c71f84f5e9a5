import type { CallRequest } from '@callflow-studio/model/api'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useCalls } from '../api/queries.ts'

/** The search goes on by itself until it has found as many requests as fill the list. */
const ENOUGH = 40
const TYPING_MS = 250

export interface CallSearchState {
  /** What the log holds of it, as far as it was searched; newest first. */
  found: readonly CallRequest[]
  /** Waits for typing to end, or for the log. */
  isSearching: boolean
  /** How far back the log was searched, ISO 8601; null: all of it, or nothing yet. */
  searchedTo: string | null
  /** Searches on; undefined where there is nothing more to search. */
  searchOn: (() => void) | undefined
  stop: () => void
  error: Error | null
  retry: () => void
}

/**
 * Searches the log from the newest request back, some thousand requests at a time.
 * @param text what is typed; empty: nothing is searched
 */
export function useCallSearch(flowId: string | undefined, text: string): CallSearchState {
  const typed = text.trim()
  const [settled] = useDebouncedValue(typed, TYPING_MS)
  /** Of the search that was stopped. */
  const [stopped, setStopped] = useState<string | null>(null)
  const isSettled = settled === typed
  const search = useCalls({ flow: flowId, q: settled }, settled !== '' && isSettled)
  const { hasNextPage, isFetching, isError, fetchNextPage } = search
  const pages = settled === '' || !isSettled ? [] : (search.data?.pages ?? [])
  const found = pages.flatMap(({ calls }) => calls)
  const goesOn = hasNextPage && !isError && stopped !== settled && found.length < ENOUGH

  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage()
  }, [goesOn, isFetching, fetchNextPage])

  return {
    found,
    isSearching: typed !== '' && (!isSettled || isFetching || goesOn),
    searchedTo: pages.at(-1)?.searchedTo ?? null,
    searchOn: hasNextPage
      ? () => {
          setStopped(null)
          void fetchNextPage()
        }
      : undefined,
    stop: () => setStopped(settled),
    error: search.error,
    retry: () => void (pages.length > 0 ? fetchNextPage() : search.refetch()),
  }
}
