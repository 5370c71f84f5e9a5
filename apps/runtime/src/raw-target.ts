/**
 * Whether a request names its path so that some servers read another path: with dot segments (between encoded slashes too),
 * backslashes, or as a whole address. A proxy that lets only `/pivot` through judges what was sent; what was sent must then
 * be what we answer.
 * @param target the request line's target, as it was sent
 */
export function isAmbiguousTarget(target: string): boolean {
  if (PLAIN.test(target)) return false
  const path = target.split(/[?#]/, 1)[0] ?? ''
  if (!path.startsWith('/') || path.startsWith('//') || path.includes('\\')) return true
  return path.split(/\/|%2f|%5c/i).some((segment) => /^(?:\.|%2e){1,2}(?:;.*)?$/i.test(segment))
}

/** What most requests ask for: a path without anything to look at twice. */
const PLAIN = /^\/(?!\/)[^?#.%\\]*(?:[?#]|$)/
