import { type CallRequest, callRequestSchema, callStatsSchema } from '@callflow-studio/model/api'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { urlOf } from './client.ts'
import { keys } from './queries.ts'

export type StreamState = 'connecting' | 'live' | 'lost'

/**
 * The requests of KAZOO as they are answered; the counts of today are kept up to date meanwhile. The browser connects again by itself and says which one it saw last.
 * @param onRequest may change between renders; the connection stays.
 */
export function useCallStream(onRequest: (request: CallRequest) => void, isPaused = false): StreamState {
  const latest = useRef(onRequest)
  latest.current = onRequest
  const client = useQueryClient()
  const [state, setState] = useState<StreamState>('connecting')

  useEffect(() => {
    if (isPaused) return
    const source = new EventSource(urlOf('call.stream', {}))
    const receive = (event: MessageEvent<string>) => {
      const request = callRequestSchema.safeParse(JSON.parse(event.data))
      if (request.success) latest.current(request.data)
    }
    source.onopen = () => setState('live')
    source.onerror = () => setState('lost')
    source.onmessage = receive
    source.addEventListener('stats', (event: MessageEvent<string>) => {
      const stats = callStatsSchema.safeParse(JSON.parse(event.data))
      if (!stats.success) return
      client.setQueryData(keys.callStats, stats.data)
      void client.invalidateQueries({ queryKey: keys.callStats, predicate: ({ queryKey }) => isOfFlow(queryKey) })
    })
    return () => source.close()
  }, [isPaused, client])

  return state
}

/** Counts of one flow, which the stream does not bring: they are read again. */
const isOfFlow = (queryKey: readonly unknown[]): boolean => queryKey.length > keys.callStats.length
