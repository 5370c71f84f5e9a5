import { type CallRequest, callRequestSchema } from '@callflow-studio/model/api'
import { useEffect, useRef, useState } from 'react'

export type StreamState = 'connecting' | 'live' | 'lost'

/**
 * The requests of KAZOO as they are answered. The browser connects again by itself and says which one it saw last.
 * @param onRequest may change between renders; the connection stays.
 */
export function useCallStream(onRequest: (request: CallRequest) => void, isPaused = false): StreamState {
  const latest = useRef(onRequest)
  latest.current = onRequest
  const [state, setState] = useState<StreamState>('connecting')

  useEffect(() => {
    if (isPaused) return
    const source = new EventSource('/api/calls/stream')
    const receive = (event: MessageEvent<string>) => {
      const request = callRequestSchema.safeParse(JSON.parse(event.data))
      if (request.success) latest.current(request.data)
    }
    source.onopen = () => setState('live')
    source.onerror = () => setState('lost')
    source.onmessage = receive
    source.addEventListener('call', receive)
    return () => source.close()
  }, [isPaused])

  return state
}
