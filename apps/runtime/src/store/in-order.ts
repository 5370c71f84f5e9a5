/**
 * Runs one change after the other, so that memory sees them in the order of their epochs. Whoever writes to the studio's
 * database takes a turn here, the tables' thread too: SQLite's own lock would make the answering thread stand still.
 */
export type InOrder = <T>(change: () => Promise<T>) => Promise<T>

export function createOrder(): InOrder {
  let last: Promise<unknown> = Promise.resolve()
  return (change) => {
    const next = last.then(change)
    last = next.catch(() => undefined) // whoever asked for it gets the error; the next change does not care
    return next
  }
}
