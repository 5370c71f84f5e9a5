import type { CallRequest } from '@callflow-studio/model/api'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { useCallStream } from '../api/call-stream.ts'
import { keys, useCalls } from '../api/queries.ts'
import { useMinute } from '../ui/use-minute.ts'
import { type Call, groupCalls, keyOf } from './group-calls.ts'

/**
 * The calls so far and those that come in. New ones are held back while the reader is further down, so that no row
 * moves under the pointer; requests of a call that is shown appear in its row at once.
 * @param flowId only this flow's calls; undefined: all
 */
export function useLiveCalls(flowId: string | undefined) {
  const client = useQueryClient()
  const past = useCalls({ flow: flowId })
  const [arrived, setArrived] = useState<CallRequest[]>([])
  const [held, setHeld] = useState<CallRequest[]>([])
  const [isPaused, setPaused] = useState(false)
  const isAtTop = useRef(true)
  const now = useMinute()

  const calls = useMemo(
    () => groupCalls([...(past.data?.pages.flatMap((page) => page.calls) ?? []), ...arrived], now),
    [past.data, arrived, now],
  )
  const shown = useRef<ReadonlySet<string>>(new Set())
  shown.current = useMemo(() => new Set(calls.map(({ key }) => key)), [calls])

  const stream = useCallStream((request) => {
    if (flowId !== undefined && request.flowId !== flowId) return
    if (isAtTop.current || shown.current.has(keyOf(request))) setArrived((before) => [...before, request])
    else setHeld((before) => [...before, request])
    if (request.callId !== '') void client.invalidateQueries({ queryKey: [...keys.calls, { callId: request.callId }] })
  }, isPaused)

  return {
    calls: calls as Call[],
    heldCount: groupCalls(held, now).length,
    past,
    stream,
    isPaused,
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
