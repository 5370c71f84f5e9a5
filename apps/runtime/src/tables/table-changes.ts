/** Which state of a table's rows a call sees, told without reading them. */

export interface TableChanges {
  /**
   * A table has another state or other rows.
   * @param epoch from which on; null: rows that a call has written into a live table, which have none
   */
  changed: (tableId: string, epoch: number | null) => void
  /** @returns the epoch of the change that a call of this epoch sees, or something as good to tell states apart */
  stateAt: (tableId: string, epoch: number) => number
  /** How often a table has changed: what tells the states of a live one apart. */
  count: (tableId: string) => number
}

/** Calls that began before so many changes are told apart by their own epochs. */
const MAX_KEPT = 100

/** @param since the epoch at which this process began: of changes before it nothing is known */
export function createTableChanges(since: () => number): TableChanges {
  const epochs = new Map<string, number[]>()
  const counts = new Map<string, number>()
  return {
    changed(tableId, epoch) {
      counts.set(tableId, (counts.get(tableId) ?? 0) + 1)
      if (epoch !== null) epochs.set(tableId, [...(epochs.get(tableId) ?? []), epoch].slice(-MAX_KEPT))
    },
    stateAt(tableId, epoch) {
      if (epoch < since()) return epoch
      const known = epochs.get(tableId) ?? []
      return known.findLast((change) => change <= epoch) ?? (known.length < MAX_KEPT ? since() : epoch)
    },
    count: (tableId) => counts.get(tableId) ?? 0,
  }
}
