/** JSONPath (RFC 9535) into replies of look-ups; without `eval`, by json-p3. */
import { compile, type JSONPathQuery } from 'json-p3'
import type { Json } from '../json.ts'

/** @throws JSONPathSyntaxError for a path that cannot be read */
export const compilePath = (path: string): JSONPathQuery => compile(path)

/** @returns what stands there: one value as it is, several as a list; undefined where there is none. */
export function readJsonPath(query: JSONPathQuery, value: Json): Json | undefined {
  const found = query.query(value).values() as Json[]
  return found.length > 1 ? found : found[0]
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
