/** Which flows a table, a secret or a switch would be missed by. */
import type { FlowState } from '../store/flow-store.ts'
import type { Storage } from '../store/storage.ts'

interface User {
  id: string
  name: string
}

/** All that is used, with its users. */
export interface UsedNow {
  ofTable: (tableId: string) => User[]
  ofSecret: (name: string) => User[]
  ofSwitch: (id: string) => User[]
}

/** The ids of tables and the names of secrets that a document holds. */
interface Mentions {
  tables: ReadonlySet<string>
  secrets: ReadonlySet<string>
  switches: ReadonlySet<string>
}

/** Documents are long: each is gone through once for each of its states. */
export function createUsage(
  { flows }: Pick<Storage, 'flows'>,
  mentionsIn: (text: string) => Promise<Mentions>,
): () => Promise<UsedNow> {
  const known = new Map<string, Mentions & { state: string }>()

  async function mentionsOf({ id, revision, liveVersion: live }: FlowState): Promise<Mentions> {
    const state = `${revision}/${live}`
    const kept = known.get(id)
    if (kept?.state === state) return kept
    const found = { state, ...(await mentionsIn(await flows.readText(id))) }
    known.set(id, found)
    return found
  }

  return async () => {
    const users: { user: User; mentions: Mentions }[] = []
    for (const flow of await flows.states())
      users.push({ user: { id: flow.id, name: flow.name }, mentions: await mentionsOf(flow) })
    const usersOf = (kind: 'tables' | 'secrets' | 'switches', wanted: string): User[] =>
      users.flatMap(({ user, mentions }) => (mentions[kind].has(wanted) ? [user] : []))
    return {
      ofTable: (tableId) => usersOf('tables', tableId),
      ofSecret: (name) => usersOf('secrets', name),
      ofSwitch: (id) => usersOf('switches', id),
    }
  }
}

/**
 * `{"table": "…"}`, `{"lists": ["…"]}` and `{"switch": "…"}` of a step; `secrets.crm` and `secrets["crm"]` in a template, where
 * JSON escapes the quotes.
 */
export function findMentions(text: string): Mentions {
  const idsOf = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, id = '']) => id)
  const tables = [...idsOf(/"table":"([^"\\]+)"/g), ...dayListsIn(text)]
  const secrets = [...text.matchAll(/\bsecrets(?:\.([\w-]+)|\[\s*\\*["']([\w-]+)\\*["']\s*\])/g)].map(
    ([, byDot, byBracket]) => byDot ?? byBracket ?? '',
  )
  const switches = idsOf(/"switch":"([^"\\]+)"/g)
  return { tables: new Set(tables), secrets: new Set(secrets), switches: new Set(switches) }
}

/** The ids of the tables that a document names as lists of days, each once. A name too many does no harm. */
export const dayListsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/"lists"\s*:\s*(\[[^\]]*\])/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/"([^"\\]+)"/g)].map(([, id = '']) => id),
    ),
  ),
]
