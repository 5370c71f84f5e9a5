/** Those who watch requests come in. What they missed is in the call log: nothing is kept here, so it costs calls nothing. */
import type { CallRequest } from '@callflow-studio/model/api'
import { type CallTuple, toCallRequest } from './call-entry.ts'

interface Watcher {
  onCall: (call: CallRequest) => void
  /** The server ends: nothing comes any more. */
  onEnd: () => void
}

export interface LiveFeed {
  publish: (row: CallTuple) => void
  /** @returns how to stop watching */
  watch: (watcher: Watcher) => () => void
  /** Tells every watcher that the server ends. */
  end: () => void
}

export function createLiveFeed(): LiveFeed {
  const watchers = new Set<Watcher>()
  return {
    publish(row) {
      if (watchers.size === 0) return
      const call = toCallRequest(row)
      for (const { onCall } of watchers) onCall(call)
    },
    watch(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    end() {
      for (const { onEnd } of watchers) onEnd()
    },
  }
}
