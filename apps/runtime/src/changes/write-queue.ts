/**
 * Runs one write after the other, so that memory sees changes in the order of their epochs. Everything that writes to the storage
 * takes a turn here, the tables' thread too: SQLite's own lock would make the answering thread stand still.
 */
export type EnqueueWrite = <T>(write: () => Promise<T>) => Promise<T>

/** @param check throws where what is written would be lost: before a write, and before it is acknowledged */
export function createWriteQueue(check: () => void = () => undefined): EnqueueWrite {
  let last: Promise<unknown> = Promise.resolve()
  return (write) => {
    const next = last.then(async () => {
      check()
      const done = await write()
      check()
      return done
    })
    last = next.catch(() => undefined) // the caller gets the error; the next write does not care
    return next
  }
}
