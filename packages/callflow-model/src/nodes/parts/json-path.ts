/**
 * JSONPath (RFC 9535) into replies of look-ups, by json-p3: without `eval`. Patterns in it run by RE2, and the work is
 * limited, since the reply comes from anywhere and nothing else is answered meanwhile.
 */
import { FunctionExpressionType, JSONPathEnvironment, JSONPathNode, type JSONPathQuery } from 'json-p3'
import type { Json } from '../../json.ts'
import { TooMuchWork, Work } from '../../templates/work.ts'
import { fitsPattern, PatternTooCostly } from './compare.ts'

/** Members of objects that one path may look at: far more than a reply of 1 MiB holds, far less than a second's work. */
const MAX_VISITS = 200_000
/** What a list may hold that is kept in a variable. */
const MAX_FOUND = 1_000

/** A member that is looked at. */
const UNITS_A_VISIT = 5

class LimitedEnvironment extends JSONPathEnvironment {
  visitsLeft = MAX_VISITS
  work: Work = new Work()
  override entries(value: Parameters<JSONPathEnvironment['entries']>[0]): ReturnType<JSONPathEnvironment['entries']> {
    const entries = super.entries(value)
    this.visitsLeft -= entries.length + 1
    if (this.visitsLeft < 0) throw new Error('The path looks at too much of the reply.')
    this.work.use((entries.length + 1) * UNITS_A_VISIT)
    return entries
  }
}

const environment = new LimitedEnvironment()
const { LogicalType, ValueType } = FunctionExpressionType
const asPattern = (isWhole: boolean) => ({
  argTypes: [ValueType, ValueType],
  returnType: LogicalType,
  call: (text: unknown, pattern: unknown) => fits(text, pattern, isWhole),
})
environment.functionRegister.set('match', asPattern(true))
environment.functionRegister.set('search', asPattern(false))

/** What cannot be read as a pattern fits nothing, as RFC 9535 has it. */
function fits(text: unknown, pattern: unknown, isWhole: boolean): boolean {
  if (typeof text !== 'string' || typeof pattern !== 'string') return false
  try {
    return fitsPattern(pattern, text, { isWhole, work: environment.work })
  } catch (error) {
    if (error instanceof PatternTooCostly || error instanceof TooMuchWork) throw error
    return false // RE2JSException: no pattern
  }
}

/** @throws JSONPathSyntaxError for a path that cannot be read */
export const compilePath = (path: string): JSONPathQuery => environment.compile(path)

/**
 * @returns what stands there, undefined where nothing does. A path that can lead to several places gives a list, also
 *   where it holds one: what follows must not change its form with the number of orders.
 * @throws Error where the path looks at too much
 */
export function readJsonPath(query: JSONPathQuery, value: Json, work: Work = new Work()): Json | undefined {
  environment.visitsLeft = MAX_VISITS
  environment.work = work
  const found: Json[] = []
  for (const node of query.lazyQuery(value)) {
    found.push(node.value as Json)
    if (found.length === MAX_FOUND) break
  }
  return query.singularQuery() ? found[0] : found
}

/** Names and indices that lead from the top of a reply to one value in it. */
export type JsonPlace = readonly (string | number)[]

/** @returns the path that leads to this place and nowhere else; null where none can say it (a name with control characters). */
export function pathTo(place: JsonPlace): string | null {
  const path = new JSONPathNode(null, [...place], null).getPath()
  return pathProblem(path) === null ? path : null
}

/** @returns where a path leads in this value, at most a thousand places; none for a path that cannot be read. */
export function placesOf(path: string, value: Json): readonly JsonPlace[] {
  environment.visitsLeft = MAX_VISITS
  environment.work = new Work()
  const places: JsonPlace[] = []
  try {
    for (const { location } of compilePath(path).lazyQuery(value)) {
      places.push(location)
      if (places.length === MAX_FOUND) break
    }
    return places
  } catch {
    return [] // Not a path, or one that looks at too much: the field of the path says so.
  }
}

/** @returns what is wrong with a path, in words; null if it can be read. */
export function pathProblem(path: string): string | null {
  try {
    compilePath(path)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const SEGMENT = /\.([A-Za-z_]\w*)|\['([^'\\]*)'\]|\["([^"\\]*)"\]|\[(\d{1,3})\]/gy

/**
 * A value in which a path leads to another one; what it holds elsewhere stays.
 * @returns the value as it is for a path that may lead to several places
 * @example withValueAt({}, '$.customer.name', 'Alice') // { customer: { name: 'Alice' } }
 */
export function withValueAt(value: Json, path: string, wanted: Json): Json {
  const segments = [...path.slice(1).matchAll(SEGMENT)]
  if (segments.reduce((length, [segment]) => length + segment.length, 1) !== path.length) return value
  const put = (at: Json | undefined, index: number): Json => {
    const segment = segments[index]
    if (!segment) return wanted
    const [, plain, single, double, place] = segment
    if (place !== undefined) {
      const list = Array.isArray(at) ? [...at] : []
      while (list.length < Number(place)) list.push(null)
      list[Number(place)] = put(list[Number(place)], index + 1)
      return list
    }
    const name = plain ?? single ?? double ?? ''
    const object = typeof at === 'object' && at !== null && !Array.isArray(at) ? at : {}
    return { ...object, [name]: put(object[name], index + 1) }
  }
  return put(value, 0)
}
