/** @returns what was to be there without waiting. */
export function atOnce<T>(answer: T | Promise<T>): T {
  if (answer instanceof Promise) throw new Error('This was to be answered at once.')
  return answer
}
