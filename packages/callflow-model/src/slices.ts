/**
 * Work on a large document, cut into pieces: its caller may do something else at each `yield`. A server answers calls
 * there; all other callers run it to its end at once.
 * @example const graph = yield* buildGraphInSlices(document)
 */
export type Slices<T> = Generator<void, T, void>

/** Does all of the work at once. */
export function finish<T>(work: Slices<T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
