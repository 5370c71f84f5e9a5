import { isUtf8 } from 'node:buffer'
import type { Reading } from './reading.ts'

/**
 * A body as text. UTF-8, or UTF-16 where a byte order mark says so; the mark itself is left out. Bytes that are neither
 * become U+FFFD each, which never swallows the `"` or `&` behind them, so only that value is damaged.
 */
export function readRequestText(body: Buffer, reading: Reading): string {
  const text = body.toString('utf8')
  if (!text.includes(REPLACEMENT) || isUtf8(body)) return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text
  const utf16 = utf16Of(body)
  if (utf16) return new TextDecoder(utf16).decode(body)
  reading.isDamaged = true
  return new TextDecoder().decode(body) // unlike toString, it leaves the mark out
}

export const REPLACEMENT = '\ufffd'
const BYTE_ORDER_MARK = 0xfeff

const utf16Of = ([first, second]: Buffer): 'utf-16le' | 'utf-16be' | null =>
  first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null
