/** What SQLite answers at once, and another storage by a promise. */
export function atOnce<T>(answer: T | Promise<T>): T {
  if (answer instanceof Promise) throw new Error('This was to be answered at once.')
  return answer
}
