/**
 * Whether two values are the same as JSON, in any order of keys: a server writes keys in an order of its own.
 * What JSON leaves out (`undefined` in an object) counts as not there.
 */
export function isSameContent(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [left, right] = [given(one), given(other)]
  return left.size === right.size && [...left].every(([key, value]) => isSameContent(value, right.get(key)))
}

const given = (value: object): Map<string, unknown> =>
  new Map(Object.entries(value).filter(([, inner]) => inner !== undefined))
