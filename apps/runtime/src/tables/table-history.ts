/** What tables are and were, in memory: which state a call sees follows from the epoch at which it began. */
import type { TableState } from '../store/table-store.ts'

export interface TableHistory {
  /** A table has changed; states come in the order of their epochs, and one that came before is left alone. */
  add: (state: TableState) => void
  /** The table as it is now; null where there is none, or none any more. */
  now: (tableId: string) => TableState | null
  /**
   * The table as a call sees it that began at this epoch: as it is now where it was live then, and else as it was; the oldest
   * state that is known for one that began before.
   */
  at: (tableId: string, epoch: number) => TableState | null
  /** Since which epoch the table has been live without a break; never, if it is not live now. */
  liveSince: (tableId: string) => number
  /** All that were not deleted. */
  all: () => TableState[]
  /** Generations that a call may still read. */
  generations: () => Set<number>
  /** The epoch of the newest state. */
  newest: () => number
  /** Forgets a table. */
  drop: (tableId: string) => void
  /** Forgets states whose successor is older than this time. @returns their epochs */
  forget: (before: number) => number[]
}

export function createTableHistory(): TableHistory {
  const history = new Map<string, TableState[]>()
  let newest = 0
  const statesOf = (tableId: string): TableState[] => history.get(tableId) ?? []
  const present = (state: TableState | undefined): TableState | null => (state && !state.deleted ? state : null)

  const now = (tableId: string): TableState | null => present(statesOf(tableId).at(-1))

  return {
    add(state) {
      if (state.epoch <= newest) return
      newest = state.epoch
      history.set(state.tableId, [...statesOf(state.tableId), state])
    },
    newest: () => newest,
    now,
    at: (tableId, epoch) => {
      const states = statesOf(tableId)
      const began = present(states.findLast((state) => state.epoch <= epoch) ?? states[0])
      return began?.live ? now(tableId) : began
    },
    liveSince(tableId) {
      const states = statesOf(tableId)
      const before = states.findLastIndex((state) => !state.live)
      return states[before + 1]?.epoch ?? Number.POSITIVE_INFINITY
    },
    all: () => [...history.values()].flatMap((states) => present(states.at(-1)) ?? []),
    generations: () =>
      new Set([...history.values()].flatMap((states) => states.filter((s) => !s.deleted).map((s) => s.generation))),
    drop: (tableId) => void history.delete(tableId),
    forget(before) {
      const forgotten: number[] = []
      for (const [tableId, states] of history) {
        const kept = states.filter((_, index) => (states[index + 1]?.at ?? Number.POSITIVE_INFINITY) > before)
        forgotten.push(...states.filter((state) => !kept.includes(state)).map(({ epoch }) => epoch))
        history.set(tableId, kept)
      }
      return forgotten
    },
  }
}
