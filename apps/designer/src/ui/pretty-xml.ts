/**
 * XML in lines, as people read it: each element on its own, those that hold only text on one. Made for TwiML, in which
 * white space between elements says nothing.
 * @returns null for a text that is no XML
 */
export function prettyXml(source: string): string | null {
  if (!/^\s*<[\s\S]*>\s*$/.test(source)) return null
  const lines: string[] = []
  let depth = 0
  let isOpen = false // the last line is an element that may still be closed on the same line
  for (const [piece] of source.matchAll(/<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g)) {
    if (piece.trim() === '') continue
    const isTag = piece.startsWith('<')
    if (isTag && piece.startsWith('</')) {
      depth = Math.max(0, depth - 1)
      if (isOpen) lines[lines.length - 1] += piece
      else lines.push('  '.repeat(depth) + piece)
      isOpen = false
    } else if (isTag) {
      lines.push('  '.repeat(depth) + piece)
      isOpen = !/^<[?!]|\/>$/.test(piece)
      if (isOpen) depth++
    } else if (isOpen) lines[lines.length - 1] += piece
    else lines.push('  '.repeat(depth) + piece.trim())
  }
  return lines.join('\n')
}
