/** How deep the data of a step is looked at. */
export const MAX_DEPTH = 50

/** Each text in the data of a step, with the path that leads to it. */
export function* textsIn(
  value: unknown,
  path: readonly string[] = [],
): Generator<[text: string, path: readonly string[]]> {
  if (typeof value === 'string') yield [value, path]
  else if (typeof value === 'object' && value !== null && path.length < MAX_DEPTH)
    for (const [key, item] of Object.entries(value)) yield* textsIn(item, [...path, key])
}
