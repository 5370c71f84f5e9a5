/** A caller who does one thing after the other, at the time that the list says or as soon as the call waits for it. */
import type { ListedAction } from '../api/index.ts'
import type { CallLine, Moment, SimulatedCaller } from './next.ts'

export interface ListedCaller extends SimulatedCaller {
  /** When each action came, in milliseconds since the call began. */
  readonly times: readonly number[]
}

export function createListedCaller(does: readonly ListedAction[]): ListedCaller {
  const times: number[] = []
  const dueMs = (afterMs: number): number => (times.at(-1) ?? 0) + afterMs

  function during({ atMs }: Pick<CallLine, 'atMs'>, { durationMs }: Moment): ReturnType<SimulatedCaller['during']> {
    const next = does[times.length]
    if (next?.afterMs === undefined || 'outcome' in next || ('digits' in next && next.digits === '')) return null
    const afterMs = Math.max(0, dueMs(next.afterMs) - atMs)
    if (afterMs >= durationMs) return null
    times.push(atMs + afterMs)
    return { afterMs, does: 'hangup' in next ? { hangup: true } : { digits: next.digits } }
  }

  return {
    times,
    during,
    duringRequest: during,
    acts({ atMs }) {
      const next = does[times.length]
      if (!next) return []
      const { afterMs = 0, ...action } = next
      const waitMs = Math.max(0, dueMs(afterMs) - atMs)
      times.push(atMs + waitMs)
      return waitMs > 0 && next.afterMs !== undefined ? [{ waitMs }, action] : [action]
    },
  }
}
