/** Which flows a table, a secret or a switch would be missed by. */
import { documentReferences } from '@callflow-studio/model'
import { z } from 'zod'
import type { FlowState } from '../store/flow-store.ts'
import type { Storage } from '../store/storage.ts'
import { readDocumentText } from './read-stored.ts'

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
  mentionsIn: (texts: readonly string[]) => Promise<Mentions>,
): () => Promise<UsedNow> {
  const known = new Map<string, Mentions & { state: string }>()

  async function mentionsOf({ id, revision, liveVersion: live }: FlowState): Promise<Mentions> {
    const state = `${revision}/${live}`
    const kept = known.get(id)
    if (kept?.state === state) return kept
    const found = { state, ...(await mentionsIn(await flows.readTexts(id))) }
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

/** @param texts documents */
export function findMentions(texts: readonly string[]): Mentions {
  const references = texts.flatMap((text) => documentReferences(nodesIn(text)))
  return {
    tables: new Set(references.flatMap((reference) => (reference.kind === 'table' ? [reference.id] : []))),
    secrets: new Set(references.flatMap((reference) => (reference.kind === 'secret' ? [reference.name] : []))),
    switches: new Set(references.flatMap((reference) => (reference.kind === 'switch' ? [reference.id] : []))),
  }
}

/** A document of a newer studio, or one that is not whole, would still miss what its steps name. */
const drawnSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.string().catch(''),
      type: z.string().catch(''),
      data: z.record(z.string(), z.unknown()).catch({}),
    }),
  ),
})

function nodesIn(text: string): z.infer<typeof drawnSchema>['nodes'] {
  const read = readDocumentText(text)
  if (read.ok && read.diagnostics.length === 0) return read.value.nodes
  try {
    return drawnSchema.parse(JSON.parse(text)).nodes
  } catch {
    return [] // Not JSON, or without steps.
  }
}
