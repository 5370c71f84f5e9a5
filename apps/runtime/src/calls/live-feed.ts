/** The newest requests, and whoever watches them come in. */
import type { CallRequest } from '@callflow-studio/model/api'
import { type CallRow, toCallRequest } from './call-entry.ts'

export interface LiveFeed {
  publish: (row: CallRow) => void
  /**
   * @param after the last request that the watcher has seen; null: only what comes from now on
   * @param onEnd the server ends: nothing comes any more
   * @returns what it missed as far as it is still here, oldest first, and how to stop watching
   */
  watch: (
    after: number | null,
    onCall: (call: CallRequest) => void,
    onEnd: () => void,
  ) => { missed: CallRequest[]; stop: () => void }
  /** Tells every watcher that the server ends. */
  end: () => void
  /** Whether a request of this call is among the newest. */
  hasSeen: (callId: string) => boolean
}

export function createLiveFeed(size = 500): LiveFeed {
  const ring: CallRow[] = []
  let next = 0
  const watchers = new Set<{ onCall: (call: CallRequest) => void; onEnd: () => void }>()
  const inOrder = (): CallRow[] => [...ring.slice(next), ...ring.slice(0, next)]
  return {
    publish(row) {
      ring[next] = row
      next = (next + 1) % size
      if (watchers.size === 0) return
      const call = toCallRequest(row)
      for (const { onCall } of watchers) onCall(call)
    },
    watch(after, onCall, onEnd) {
      const watcher = { onCall, onEnd }
      watchers.add(watcher)
      return {
        missed:
          after === null
            ? []
            : inOrder()
                .filter(([id]) => id > after)
                .map(toCallRequest),
        stop: () => watchers.delete(watcher),
      }
    },
    end() {
      for (const { onEnd } of watchers) onEnd()
    },
    hasSeen: (callId) => ring.some((row) => row[2] === callId),
  }
}
