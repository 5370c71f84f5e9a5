/**
 * Runs at most `max` tasks at once, the others in the order in which they came.
 * @returns a function that runs a task when it is its turn, and resolves or rejects as the task does
 */
export function createLimit(max: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (task) => {
    if (running >= max) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next)
        next() // takes over the place, so that nobody else does in between
      else running -= 1
    }
  }
}
