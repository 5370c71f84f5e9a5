/** A reply usually has a value under the very name that it is kept as, so a new line proposes that path. */

type Line = Record<string, unknown>

/** A new line: no name yet, so the path is the beginning of one. */
export const newKeptValue = { name: '', path: '$.' }

/**
 * The path follows the name while a line is new, and stops as soon as somebody has written another path.
 * @example followName({ name: 'balance', path: '$.' }, { name: '', path: '$.' }) // path '$.balance'
 */
export function followName(line: Line, before: Line): Line {
  if (line.name === before.name) return line
  return before.path === pathOf(before.name) ? { ...line, path: pathOf(line.name) } : line
}

/** What is not a plain word yet, such as nothing, proposes only the beginning. */
const pathOf = (name: unknown): string => (typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name) ? `$.${name}` : '$.')
