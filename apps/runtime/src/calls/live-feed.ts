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

/** @param watchOthers begins to show what other processes answer; asked as long as somebody watches. @returns how to end it */
export function createLiveFeed(watchOthers: (show: (call: CallRequest) => void) => () => void): LiveFeed {
  const watchers = new Set<Watcher>()
  let stopOthers: (() => void) | null = null
  const show = (call: CallRequest): void => {
    for (const { onCall } of watchers) onCall(call)
  }
  return {
    publish(row) {
      if (watchers.size === 0) return
      show(toCallRequest(row))
    },
    watch(watcher) {
      watchers.add(watcher)
      stopOthers ??= watchOthers(show)
      return () => {
        watchers.delete(watcher)
        if (watchers.size > 0) return
        stopOthers?.()
        stopOthers = null
      }
    },
    end() {
      for (const { onEnd } of watchers) onEnd()
    },
  }
}
