/** The part of a file that a request asks for (RFC 9110, section 14): what lets a player jump. */

export type ByteRange = { from: number; to: number }

/**
 * @param header `Range` as it was sent
 * @returns the first and the last byte; null for the whole file, also where the header asks for several parts or is none;
 *   'unsatisfiable' where the part lies outside
 */
export function parseByteRange(header: string | undefined, sizeBytes: number): ByteRange | null | 'unsatisfiable' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  const end = sizeBytes - 1
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes)
    return length === 0 ? 'unsatisfiable' : { from: sizeBytes - length, to: end }
  }
  const from = Number(first)
  const to = last === '' ? end : Math.min(Number(last), end)
  if (last !== '' && Number(last) < from) return null
  return from > end ? 'unsatisfiable' : { from, to }
}
