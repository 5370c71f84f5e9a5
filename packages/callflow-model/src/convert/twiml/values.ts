/**
 * Values of attributes as KAZOO takes them.
 * @source docs/kazoo/protocol.md; docs/kazoo/observations.md#walks (tw-pause-x, tw-gather-timeout-x)
 */
import type { Attributes } from './left-out.ts'

/** A whole number; undefined where there is none, so that KAZOO's default counts. What is none is named. */
export function takeNumber(attributes: Attributes, name: string, min = 0): number | undefined {
  const text = attributes.take(name)
  if (text === undefined) return undefined
  const value = /^\s*\+?\d+\s*$/.test(text) ? Number(text) : Number.NaN
  if (Number.isSafeInteger(value) && value >= min) return value
  attributes.leaveOut(name, min > 0 && value < min ? `it must be at least ${min}.` : 'it is not a number.')
  return undefined
}

/** True or false; undefined where there is neither. */
export function takeBoolean(attributes: Attributes, name: string): boolean | undefined {
  const text = attributes.take(name)
  if (text === undefined || text === 'true' || text === 'false') return text === undefined ? undefined : text === 'true'
  attributes.leaveOut(name, 'it is neither true nor false.')
  return undefined
}

/** A field of its own where there is a value. */
export const field = <T>(key: string, value: T | undefined): Record<string, T> =>
  value === undefined ? {} : { [key]: value }
