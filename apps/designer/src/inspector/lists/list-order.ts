/** @returns the list with one entry moved to another place; the very same list where that is no move. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const entry = list[from]
  if (entry === undefined || from === to || to < 0 || to >= list.length) return list
  return list.toSpliced(from, 1).toSpliced(to, 0, entry)
}

/** @param take gets the list with an entry moved; never called where that is no move */
export const mover =
  <T>(list: readonly T[], take: (list: readonly T[]) => void) =>
  (from: number, to: number): void => {
    const next = moved(list, from, to)
    if (next !== list) take(next)
  }
