import type { CallRequest, CallSummary } from '@callflow-studio/model/api'
import { useDebouncedValue } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { useCallStream } from '../api/call-stream.ts'
import { keys, useCallSummaries, useStudioInfo } from '../api/queries.ts'
import { useBatches } from '../ui/use-batches.ts'
import { useMinute } from '../ui/use-minute.ts'
import { type CallListFilter, holdsText, isInFilter, toCallsQuery } from './call-filter.ts'
import { addRequest, keyOf, withEnd } from './group-calls.ts'

const TYPING_MS = 250
/** Hundreds of calls a minute must leave time for what the reader does. */
const DRAW_EVERY_MS = 300

/** A token is good for so long (docs/design.md#tokens): the longest that a call can be without a request. */
const LONGEST_MS = 6 * 60 * 60 * 1000

/** From when on a call without a further request counts as over, as the settings say. */
export const useEndsAfterMs = (): number => {
  const minutes = useStudioInfo().data?.callEndsAfterMinutes
  return minutes === undefined ? LONGEST_MS : minutes * 60_000
}

/**
 * The calls that a filter lets through, and those that come in. New ones are held back while the reader is further down, so that
 * no row moves under the pointer; requests of a call that is shown appear in its row at once.
 */
export function useCalls(filter: CallListFilter) {
  const client = useQueryClient()
  const [text] = useDebouncedValue(filter.text.trim(), TYPING_MS)
  const isSettled = text === filter.text.trim()
  const { flow, version, caller, outcome, isSlow, isFailed, period, from, to } = filter
  /** The last hours end when the filter was set; what comes later is added by the stream. */
  const query = useMemo(
    () => toCallsQuery({ text, flow, version, caller, outcome, isSlow, isFailed, period, from, to }, Date.now()),
    [text, flow, version, caller, outcome, isSlow, isFailed, period, from, to],
  )
  const past = useCallSummaries(query)
  const { isPlaceholderData } = past
  const [arrived, setArrived] = useState<CallRequest[]>([])
  const [held, setHeld] = useState<CallRequest[]>([])
  const [isPaused, setPaused] = useState(false)
  const isAtTop = useRef(true)
  const now = useMinute()
  const endsAfterMs = useEndsAfterMs()

  const calls = useMemo(() => {
    const stored = past.data?.pages.flatMap((page) => page.calls) ?? []
    const known = isPlaceholderData || !isSettled ? stored.filter((call) => holdsText(call, filter.text)) : stored
    return mergeCalls(known, arrived, (call) => isInFilter(call, filter)).map((call) => withEnd(call, now, endsAfterMs))
  }, [past.data, isPlaceholderData, isSettled, arrived, filter, now, endsAfterMs])
  const shown = useRef<ReadonlySet<string>>(new Set())
  shown.current = useMemo(() => new Set(calls.map(({ key }) => key)), [calls])

  const take = useBatches<CallRequest>((requests) => {
    const isShown = (request: CallRequest) => isAtTop.current || shown.current.has(keyOf(request))
    const now = requests.filter(isShown)
    const later = requests.filter((request) => !isShown(request) && isInFilter(addRequest(null, request), filter))
    if (now.length > 0) setArrived((before) => [...before, ...now])
    if (later.length > 0) setHeld((before) => [...before, ...later])
    for (const callId of new Set(requests.map((request) => request.callId)))
      if (callId !== '') void client.invalidateQueries({ queryKey: [...keys.calls, { callId }] })
  }, DRAW_EVERY_MS)
  const stream = useCallStream(take, isPaused)

  return {
    calls,
    heldCount: new Set(held.map(keyOf)).size,
    past,
    stream,
    isPaused,
    /** Waits for typing to end, or for the log. */
    isSearching: filter.text.trim() !== '' && (!isSettled || isPlaceholderData || past.isPending),
    pending: past.data?.pages[0]?.pending ?? 0,
    /** Shows what was held back. */
    release: () => {
      setArrived((before) => [...before, ...held])
      setHeld([])
    },
    setAtTop: (atTop: boolean) => {
      isAtTop.current = atTop
    },
    pause: () => setPaused(true),
    /** What came meanwhile is read from the log. */
    resume: () => {
      setPaused(false)
      void past.refetch()
    },
  }
}

/** Adds what came in since the list was read. @param isWanted of calls that were not in it */
function mergeCalls(
  stored: readonly CallSummary[],
  arrived: readonly CallRequest[],
  isWanted: (call: CallSummary) => boolean,
): CallSummary[] {
  const calls = new Map(stored.map((call) => [call.key, call]))
  const fresh = new Set<string>()
  for (const request of arrived) {
    const key = keyOf(request)
    const known = calls.get(key) ?? null
    if (known && Number(request.id) <= Number(known.lastId)) continue
    if (!known) fresh.add(key)
    calls.set(key, addRequest(known, request))
  }
  return [...calls.values()]
    .filter((call) => !fresh.has(call.key) || isWanted(call))
    .sort((a, b) => b.at.localeCompare(a.at) || Number(b.id) - Number(a.id))
}
