/**
 * Runs one change after the other, so that memory sees them in the order of their epochs. Whoever writes to the studio's
 * database takes a turn here, the tables' thread too: SQLite's own lock would make the answering thread stand still.
 */
export type InOrder = <T>(change: () => Promise<T>) => Promise<T>

/** @param check throws where what is written would be lost: before a change, and before it is acknowledged */
export function createOrder(check: () => void = () => undefined): InOrder {
  let last: Promise<unknown> = Promise.resolve()
  return (change) => {
    const next = last.then(async () => {
      check()
      const done = await change()
      check()
      return done
    })
    last = next.catch(() => undefined) // whoever asked for it gets the error; the next change does not care
    return next
  }
}
