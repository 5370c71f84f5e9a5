/** `a=1&Digits[pin]=0042&User-ID[]=a`: the body of a form, or a query. */
import { REPLACEMENT } from './read-request-text.ts'
import { createParams, type Params, type Reading } from './reading.ts'

/** Adds the parameters of a form to what was read. @returns null: any text is a form */
export function decodeForm(text: string, reading: Reading): null {
  let start = 0
  let equals = text.indexOf('=')
  while (start <= text.length) {
    let end = text.indexOf('&', start)
    if (end === -1) end = text.length
    if (equals !== -1 && equals < start) equals = text.indexOf('=', start) // never searched twice over the same text
    if (end > start) {
      const nameEnd = equals === -1 || equals > end ? end : equals
      put(text.slice(start, nameEnd), nameEnd === end ? '' : decode(text.slice(nameEnd + 1, end), reading), reading)
    }
    start = end + 1
  }
  return null
}

function decode(text: string, reading: Reading): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    // It throws at anything that is not the percent-encoding of UTF-8, without saying where.
    reading.isDamaged = true
    return spaced.replace(ESCAPES, (run) =>
      run === '%' ? REPLACEMENT : Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
    )
  }
}

/** Whole runs, since a character takes several escapes; or a `%` that begins none. */
const ESCAPES = /(?:%[0-9A-Fa-f]{2})+|%/g

function put(name: string, value: string, reading: Reading): void {
  const { params } = reading
  const open = name.indexOf('[')
  if (open === -1) {
    const text = decode(name, reading)
    // KAZOO writes its brackets plainly, so escaped ones beside them belong to a name; other clients escape them all.
    const path = text === name ? null : pathOf(text)
    if (path) nest(path, value, reading)
    else params[text] = value
    return
  }
  const path = pathOf(name)
  if (path) nest(isEscaped(name) ? path.map((key) => decode(key, reading)) : path, value, reading)
  else params[decode(name, reading)] = value
}

const isEscaped = (name: string): boolean => name.includes('%') || name.includes('+')

/** @returns null where the name only looks nested */
function pathOf(name: string): string[] | null {
  const open = name.indexOf('[')
  if (open <= 0 || !name.endsWith(']')) return null
  const root = name.slice(0, open)
  const inner = name.slice(open + 1, -1)
  return inner.includes('][') ? [root, ...inner.split('][')] : [root, inner]
}

function nest(path: readonly string[], value: string, reading: Reading): void {
  if (path.length > reading.maxLevels) {
    reading.isTooDeep = true
    return
  }
  let place = reading.params
  const last = path.length - 1
  const isList = path[last] === ''
  for (let index = 0; index < last - 1; index++) place = innerOf(place, path[index] ?? '')
  const key = path[last - 1] ?? ''
  if (!isList) innerOf(place, key)[path[last] ?? ''] = value
  else {
    const list = place[key]
    if (Array.isArray(list)) list.push(value)
    else place[key] = [value]
  }
}

function innerOf(params: Params, key: string): Params {
  const present = params[key]
  if (isParams(present)) return present
  const inner = createParams()
  params[key] = inner
  return inner
}

const isParams = (value: unknown): value is Params =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
