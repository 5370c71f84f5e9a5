/** JSON as it comes from documentation, chats, terminals and databases: what people have when they want a flow of it. */
import { isObject } from '../kazoo/callflow-tree.ts'
import { type ReadJson, readLenientJson } from './read-json-text.ts'

/**
 * Reads JSON that may have comments and last commas, may be a part of an object, or may be the body of a `curl` command.
 * @throws never
 */
export const readPastedJson = (text: string): ReadJson => readLenientJson(bodyOfCurl(text) ?? text)

/**
 * The callflows in a value: itself, or each one of a list, as Crossbar (`{data: […]}`) and CouchDB (`{rows: [{doc}]}`) give
 * them. Entries of a list without a flow, such as Crossbar's summaries, are among them: the import reports them.
 */
export function callflowsIn(value: unknown): unknown[] {
  const list = listIn(value, 0)
  return list === null ? [value] : list.map((entry) => (isObject(entry) && isObject(entry.doc) ? entry.doc : entry))
}

function listIn(value: unknown, depth: number): unknown[] | null {
  if (Array.isArray(value)) return value
  if (!isObject(value) || value.module !== undefined || value.flow !== undefined || depth > 3) return null
  return listIn(value.data ?? value.rows ?? value.docs, depth + 1)
}

const DATA_OPTION = /\s(?:-d|--data(?:-raw|-binary|-ascii)?|--json)(?:\s+|=)?/

/** @returns what a `curl` command sends, as a shell would hand it on; null for anything else, and for a body in a file */
function bodyOfCurl(text: string): string | null {
  const command = text.trim().replace(/^\$\s+/, '')
  if (!/^curl\s/.test(command)) return null
  const option = DATA_OPTION.exec(command)
  const body = option && shellWord(command.slice(option.index + option[0].length))
  return body === null || body.startsWith('@') ? null : body
}

/** The first word of a command line: quotes removed, escapes undone, `$VARIABLES` as they stand. */
function shellWord(line: string): string {
  let word = ''
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? ''
    if (quote === "'") {
      if (sign === "'") quote = ''
      else word += sign
    } else if (sign === '\\' && (quote === '' || '"\\$`\n'.includes(line[at + 1] ?? ''))) {
      at++
      word += line[at] === '\n' ? '' : (line[at] ?? '')
    } else if (sign === quote) quote = ''
    else if (quote === '' && (sign === '"' || sign === "'")) quote = sign
    else if (quote === '' && /\s/.test(sign)) break
    else word += sign
  }
  return word
}
