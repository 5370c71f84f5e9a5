/** IPv4 addresses in the forms in which Erlang reads them, as numbers of 32 bits. */

/** @returns an address in four decimal numbers without leading zeros; null for anything else. */
export function readIpv4(host: string): number | null {
  const parts = host.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return null
  return combine(parts.map(Number))
}

/**
 * @returns also what C programs take for an address: one to four numbers, each decimal, octal (`0177`) or hexadecimal
 *   (`0x7f`), of which the last fills the rest (`127.1`, `2130706433`)
 */
export function readNumericIpv4(host: string): number | null {
  const parts = host.split('.')
  const numbers = parts.map(readNumber)
  return numbers.every((number) => number !== null) ? combine(numbers) : null
}

function readNumber(text: string): number | null {
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return Number.parseInt(text.slice(2), 16)
  if (/^0[0-7]{0,11}$/.test(text)) return Number.parseInt(text, 8)
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null
}

function combine(numbers: readonly number[]): number | null {
  const last = numbers.at(-1)
  const leading = numbers.slice(0, -1)
  if (last === undefined || numbers.length > 4 || leading.some((number) => number > 255)) return null
  if (last >= 256 ** (4 - leading.length)) return null
  return leading.reduce((sum, number, index) => sum + number * 256 ** (3 - index), last)
}
