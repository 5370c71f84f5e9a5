/**
 * The address that KAZOO asks next. It joins addresses by rules of its own, which are not those of browsers: queries count as
 * path, `..` takes away the file, and what has a dot in it counts as a file.
 * @param present the address that it asked last
 * @param next `action` of a verb, or what a `Redirect` holds; undefined: the present address again
 * @source kz_http_util.erl:572
 * @example resolveAddress('https://a.example/x/menu.php', 'next.php') // 'https://a.example/x/next.php'
 */
export function resolveAddress(present: string, next: string | undefined): string {
  if (next === undefined) return present
  if (next.startsWith('http')) return next
  const parts = present.split('/')
  for (const part of next.split('/')) {
    if (part === '' || part === '.') continue
    const last = parts.at(-1)
    if (part === '..') parts.pop()
    else if (last === '' || last?.includes('.')) parts[parts.length - 1] = part
    else parts.push(part)
  }
  return parts.join('/')
}
