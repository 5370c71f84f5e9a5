import type { JsonObject } from '../transport/envelope.ts'
import type { AccountScope } from './account-scope.ts'
import { type ListedKind, sourceOf } from './list-sources.ts'
import { readList } from './read-list.ts'

/** An object of KAZOO as a picker shows it. */
export interface ListedEntity {
  id: string
  /** Never empty: the id where KAZOO has no name for it. */
  name: string
  /** What tells two objects of one name apart: extension, mailbox, number; null where there is nothing. */
  detail: string | null
  /** The user it belongs to. */
  ownerId: string | null
  /** Set by applications. */
  flags: readonly string[]
  /** The row of the list as KAZOO gave it. */
  summary: JsonObject
}

/**
 * All objects of a kind, by name.
 * @throws CrossbarError; `module-off` where KAZOO has not started the module, so that there is no list
 */
export async function listEntities(scope: AccountScope, kind: ListedKind): Promise<ListedEntity[]> {
  const source = sourceOf(kind)
  const rows = await readList(scope, [source.resource])
  return rows
    .flatMap((summary) => {
      const { id, owner_id: ownerId, flags } = summary
      if (typeof id !== 'string') return []
      return {
        id,
        name: source.name(summary) || id,
        detail: source.detail(summary) || null,
        ownerId: typeof ownerId === 'string' ? ownerId : null,
        flags: textsIn(flags),
        summary,
      }
    })
    .sort((a, b) => BY_NAME.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
}

/** KAZOO lists in descending order of its view’s key. */
const BY_NAME = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

export const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
