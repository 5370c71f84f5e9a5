/**
 * What waits to be written. It never holds more than its limits: a full queue drops the oldest bodies first, then the
 * oldest rows, counts what it dropped, and never makes an answer wait.
 */
import { type CallTuple, LOOK_UPS, REQUEST_BODY, RESPONSE_BODY } from './call-entry.ts'

export interface QueueLimits {
  rows: number
  /** Characters of all bodies together. */
  bodies: number
}

export interface CallQueue {
  add: (row: CallTuple) => void
  /** Takes the oldest rows out. */
  take: (most: number) => CallTuple[]
  /** Puts rows back that could not be written, before all others. */
  putBack: (rows: readonly CallTuple[]) => void
  size: () => number
  /** What was lost so far. */
  dropped: () => { bodies: number; rows: number }
}

export function createCallQueue(limits: QueueLimits): CallQueue {
  let rows: CallTuple[] = []
  let bodySize = 0
  /** Rows before this one have lost their bodies. */
  let stripped = 0
  const dropped = { bodies: 0, rows: 0 }

  function shrink(): void {
    while (bodySize > limits.bodies && stripped < rows.length) {
      const row = rows[stripped++]
      if (!row || row[REQUEST_BODY] === null) continue
      bodySize -= sizeOf(row)
      row[REQUEST_BODY] = null
      row[RESPONSE_BODY] = null
      row[LOOK_UPS] = null
      dropped.bodies++
    }
    if (rows.length <= limits.rows) return
    const lost = remove(Math.max(1, Math.ceil(limits.rows / 10))) // many at a time: taking one from the front costs as much
    dropped.rows += lost.length
  }

  function remove(count: number): CallTuple[] {
    const taken = rows.slice(0, count)
    rows = rows.slice(count)
    for (const row of taken) bodySize -= sizeOf(row)
    stripped = Math.max(0, stripped - taken.length)
    return taken
  }

  return {
    add(row) {
      rows.push(row)
      bodySize += sizeOf(row)
      if (bodySize > limits.bodies || rows.length > limits.rows) shrink()
    },
    take: remove,
    putBack(returned) {
      rows = [...returned, ...rows]
      for (const row of returned) bodySize += sizeOf(row)
      stripped = 0
      shrink()
    },
    size: () => rows.length,
    dropped: () => ({ ...dropped }),
  }
}

const sizeOf = (row: CallTuple): number =>
  (row[REQUEST_BODY]?.length ?? 0) + (row[RESPONSE_BODY]?.length ?? 0) + (row[LOOK_UPS]?.length ?? 0)
