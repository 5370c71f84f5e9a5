/** Replies of look-ups in scenarios that look like none that ever came. */
import type { ScenarioReply } from './scenario.ts'
import type { ScenarioPath } from './scenario-problem.ts'

/** Replies that really came, by node id. */
export type SeenReplies = Readonly<Record<string, readonly { status: number; text: string }[]>>

export interface OddReply {
  /** Into the reply. */
  at: ScenarioPath
  message: string
}

/** @returns what no reply of the same status class had: fields, and types of fields; nothing where none of that class came */
export function oddReplies(given: ScenarioReply | readonly ScenarioReply[], seen: SeenReplies[string]): OddReply[] {
  const replies: readonly ScenarioReply[] = Array.isArray(given) ? given : [given as ScenarioReply]
  return replies.flatMap((reply, index) => {
    if ('fails' in reply || reply.body === undefined) return []
    const known = new Map<string, Set<string>>()
    const alike = seen.filter(({ status }) => Math.floor(status / 100) === Math.floor(reply.status / 100))
    const bodies = alike.flatMap(({ text }) => parsed(text))
    if (bodies.length === 0) return []
    for (const body of bodies) noteShape(body, '', known)
    const at = Array.isArray(given) ? [index, 'body'] : ['body']
    const body = typeof reply.body === 'string' ? (parsed(reply.body)[0] ?? reply.body) : reply.body
    return differences(body, [], '', known).map(({ path, message }) => ({
      at: typeof reply.body === 'string' ? at : [...at, ...path],
      message,
    }))
  })
}

/** @returns the value alone, or nothing where the text is no JSON */
function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)]
  } catch {
    return [] // Replies may be any text, and a text has no fields.
  }
}

const typeName = (value: unknown): string =>
  value === null
    ? 'nothing'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : (TYPES[typeof value] ?? 'a value')
const TYPES: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', boolean: 'true or false' }

/** Items of a list are all alike: they share one name. */
function noteShape(value: unknown, name: string, known: Map<string, Set<string>>): void {
  const types = known.get(name) ?? new Set()
  known.set(name, types.add(typeName(value)))
  for (const [key, inner] of entriesOf(value)) noteShape(inner, `${name}.${Array.isArray(value) ? '*' : key}`, known)
}

const entriesOf = (value: unknown): [string | number, unknown][] =>
  Array.isArray(value) ? [...value.entries()] : typeof value === 'object' && value !== null ? Object.entries(value) : []

function differences(
  value: unknown,
  path: ScenarioPath,
  name: string,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): { path: ScenarioPath; message: string }[] {
  const types = known.get(name)
  const shown = path.length === 0 ? 'The reply' : `“${path.join('.')}”`
  if (!types) return [{ path, message: `${shown} was in no reply that came so far.` }]
  const type = typeName(value)
  if (!types.has(type) && type !== 'nothing')
    return [
      {
        path,
        message: `${shown} is ${type} here, and was ${[...types].join(' or ')} in every reply that came so far.`,
      },
    ]
  return entriesOf(value).flatMap(([key, inner]) =>
    differences(inner, [...path, key], `${name}.${Array.isArray(value) ? '*' : key}`, known),
  )
}
