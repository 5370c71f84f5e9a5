/** How deep the data of a step is looked at. */
const MAX_DEPTH = 50

/** Each value in the data of a step, and in the objects and lists in it, with the path that leads to it. */
export function* valuesIn(
  data: unknown,
  path: readonly string[] = [],
): Generator<[value: unknown, path: readonly string[]]> {
  if (typeof data !== 'object' || data === null || path.length >= MAX_DEPTH) return
  for (const [key, value] of Object.entries(data)) {
    const place = [...path, key]
    yield [value, place]
    yield* valuesIn(value, place)
  }
}

/** Each text in the data of a step, with the path that leads to it. */
export function* textsIn(data: unknown): Generator<[text: string, path: readonly string[]]> {
  for (const [value, path] of valuesIn(data)) if (typeof value === 'string') yield [value, path]
}
