import { utf8Length } from './utf8-length.ts'

/**
 * Cuts a text at a word so that it has at most so many characters, counted as KAZOO counts them (code points).
 * @returns the text itself if it is short enough.
 */
export function shortenText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const points = [...text]
  if (points.length <= maxLength) return text
  const head = points.slice(0, maxLength + 1).join('')
  const space = head.search(/\s\S*$/)
  return space > maxLength / 2 ? head.slice(0, space) : points.slice(0, maxLength).join('')
}

/**
 * Cuts a text at a word, else between characters, so that it takes at most so many bytes in UTF-8.
 * @returns the text itself if it is short enough.
 */
export function shortenBytes(text: string, maxBytes: number): string {
  if (utf8Length(text) <= maxBytes) return text
  let head = ''
  let bytes = 0
  for (const point of text) {
    bytes += utf8Length(point)
    if (bytes > maxBytes) break
    head += point
  }
  const space = head.search(/\s\S*$/)
  return space > head.length / 2 ? head.slice(0, space) : head
}
