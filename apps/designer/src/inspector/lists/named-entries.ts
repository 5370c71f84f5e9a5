/** Edits of an object whose keys the user names; the order of its entries stays. */
export type NamedEntries = readonly (readonly [string, unknown])[]

/** @returns the very same entries where the name is empty or taken. */
export function renamed(entries: NamedEntries, index: number, name: string): NamedEntries {
  const entry = entries[index]
  const isTaken = entries.some(([other], at) => at !== index && other === name)
  return !entry || name === '' || isTaken ? entries : entries.with(index, [name, entry[1]])
}

/** @returns a number that no entry has yet: the one behind the highest, or the first. */
export function nextNumber(entries: NamedEntries, first: number): string {
  const numbers = entries.map(([name]) => Number(name)).filter(Number.isInteger)
  return String(numbers.length === 0 ? first : Math.max(...numbers) + 1)
}
