/** More and less: of numbers, times of day and dates. */

/**
 * @returns below 0 where the first comes first, above 0 where the second does; NaN where they are not of one kind.
 *   A date with an offset and one without are compared by what their clocks show: `now` has the flow's clock.
 * @example orderOf('8:30', '17:00') // below 0
 */
export function orderOf(a: string, b: string): number {
  const left = readOrdered(a)
  const right = readOrdered(b)
  if (left === null || right === null || left.kind !== right.kind) return Number.NaN
  if (left.instant !== undefined && right.instant !== undefined) return left.instant - right.instant
  return left.value - right.value
}

interface Ordered {
  kind: 'number' | 'time' | 'date'
  value: number
  /** Of a date whose offset is known, in ms. */
  instant?: number
}

/** @returns null for what has no order. */
export function readOrdered(given: string): Ordered | null {
  const text = given.trim()
  if (text === '') return null
  const number = Number(text)
  if (!Number.isNaN(number)) return { kind: 'number', value: number }
  const time = minutesOf(text)
  if (time !== null) return { kind: 'time', value: time }
  return dateOf(text)
}

const TIME = /^(\d{1,2})(?::(\d{2})(?::(\d{2}))?)?\s*([ap])?\.?(?:m\.?)?$/i

/** Minutes since midnight, seconds as a fraction; null for what is no time of day. */
function minutesOf(text: string): number | null {
  const match = TIME.exec(text)
  if (!match) return null
  const [, hour, minute, second = '0', half] = match
  if (minute === undefined && half === undefined) return null
  const hours = Number(hour)
  const most = half === undefined ? 24 : 12
  if (hours > most || Number(minute ?? 0) > 59 || Number(second) > 59 || (half !== undefined && hours === 0))
    return null
  const passed = half === undefined ? hours : (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return passed * 60 + Number(minute ?? 0) + Number(second) / 60
}

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i

function dateOf(text: string): Ordered | null {
  const match = DATE.exec(text)
  if (!match) return null
  const [, day, clock = '00:00', offset] = match
  const value = Date.parse(`${day}T${clock}Z`)
  if (Number.isNaN(value)) return null
  if (offset === undefined) return { kind: 'date', value }
  const zone = /^z$/i.test(offset) ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`
  return { kind: 'date', value, instant: Date.parse(`${day}T${clock}${zone}`) }
}
