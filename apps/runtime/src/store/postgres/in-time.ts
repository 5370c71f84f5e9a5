/** @throws that the database does not answer, where it takes longer than this */
export function inTime<T>(answer: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer()), ms)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Like a connection that is not to be had. */
class NoAnswer extends Error {
  readonly code = 'ETIMEDOUT'
  constructor() {
    super('The database does not answer.')
  }
}
