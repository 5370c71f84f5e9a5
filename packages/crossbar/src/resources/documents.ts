/** Whole documents of any kind that has a list: menus, time rules, groups. */
import { CrossbarError } from '../transport/crossbar-error.ts'
import { isJsonObject, type JsonObject } from '../transport/envelope.ts'
import type { Answer } from '../transport/transport.ts'
import type { AccountScope } from './account-scope.ts'
import { type ListedKind, sourceOf } from './list-sources.ts'

export type DocumentKind = Exclude<ListedKind, 'account'>

export interface KazooDocument {
  id: string
  /** KAZOO's revision, to write it only if nobody else did. */
  revision: string
  /** Its public keys, without what KAZOO adds when it is read. */
  data: JsonObject
}

export interface Documents {
  /** @throws CrossbarError; `not-found` for one that is deleted, or of another kind */
  get(kind: DocumentKind, id: string): Promise<KazooDocument>
  /** @throws CrossbarError; never tried twice: `unknown-outcome` where no answer came */
  create(kind: DocumentKind, data: JsonObject): Promise<KazooDocument>
  /** Replaces all public keys. @throws CrossbarError; `changed` where the revision is another */
  replace(kind: DocumentKind, id: string, data: JsonObject, revision: string): Promise<KazooDocument>
  /** @throws CrossbarError; `changed` where the revision is another */
  delete(kind: DocumentKind, id: string, revision: string): Promise<void>
}

export const createDocuments = (scope: AccountScope): Documents => ({
  get: async (kind, id) => documentIn(await scope.ask({ method: 'GET', path: [sourceOf(kind).resource, id] })),
  create: async (kind, data) =>
    documentIn(await scope.ask({ method: 'PUT', path: [sourceOf(kind).resource], data: withoutReadKeys(data) })),
  replace: async (kind, id, data, revision) =>
    documentIn(
      await scope.ask({ method: 'POST', path: [sourceOf(kind).resource, id], data: withoutReadKeys(data), revision }),
    ),
  delete: async (kind, id, revision) => {
    await scope.ask({ method: 'DELETE', path: [sourceOf(kind).resource, id], revision })
  },
})

/** @throws CrossbarError where the answer is no document */
export function documentIn({ data, revision }: Answer): KazooDocument {
  if (!isJsonObject(data) || typeof data.id !== 'string' || revision === null)
    throw new CrossbarError('not-crossbar', 'KAZOO’s document has a form that cannot be read.')
  return { id: data.id, revision, data: withoutReadKeys(data) }
}

/** `metadata` and `_read_only` come with reading. Sent back, the first would be stored. The id stands in the path. */
export function withoutReadKeys({ metadata: _names, _read_only, id: _id, ...own }: JsonObject): JsonObject {
  return own
}
