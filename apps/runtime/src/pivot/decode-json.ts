import { readJson } from '@callflow-studio/model'
import type { Params, Reading } from './reading.ts'

/**
 * Adds the parameters of a JSON body to what was read.
 * @returns in words why it cannot be read; null where it can
 */
export function decodeJson(text: string, reading: Reading): string | null {
  let value: unknown
  try {
    value = readJson(text)
  } catch {
    return 'The body is not valid JSON.' // the parser's own words name positions nobody needs, and quote the body
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'The body is not a JSON object.'
  const mayBeIllFormed = text.includes('\\u') && LONE_SURROGATE.test(text)
  for (const name in value) {
    const item = (value as Params)[name]
    if (typeof item === 'object' && item !== null && isDeeper(item, reading.maxLevels - 1)) reading.isTooDeep = true
    else if (mayBeIllFormed) reading.params[wellFormed(name, reading)] = makeWellFormed(item, reading)
    else reading.params[name] = item
  }
  return null
}

/** Half of a pair can only come as an escape; whether the other half is beside it shows when it is decoded. */
const LONE_SURROGATE = /\\u[dD][89a-fA-F]/

/** Goes no deeper than it has to, so depth cannot exhaust the stack. `JSON.parse` itself does not recurse. */
function isDeeper(value: object, levels: number): boolean {
  if (levels === 0) return true
  for (const name in value) {
    const item = (value as Params)[name]
    if (typeof item === 'object' && item !== null && isDeeper(item, levels - 1)) return true
  }
  return false
}

function makeWellFormed(value: unknown, reading: Reading): unknown {
  if (typeof value === 'string') return wellFormed(value, reading)
  if (Array.isArray(value)) return value.map((item) => makeWellFormed(item, reading))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [wellFormed(name, reading), makeWellFormed(item, reading)]),
  )
}

function wellFormed(text: string, reading: Reading): string {
  if (text.isWellFormed()) return text
  reading.isDamaged = true
  return text.toWellFormed()
}
