/** The documents of all accounts, with a revision each, as CouchDB keeps them for KAZOO. */
import { createHash, randomBytes } from 'node:crypto'
import { type FakeAccount, type JsonObject, RESOURCES, type Resource, UNIX_EPOCH_S } from './account-data.ts'

export interface StoredDocument {
  id: string
  accountId: string
  resource: Resource
  /** Public keys, without the id. */
  data: JsonObject
  /** `3-9c1…` */
  revision: string
  /** Gregorian seconds. */
  created: number
  modified: number
  isDeleted: boolean
  /** What a node of the cluster may still have in its cache. */
  previous: { data: JsonObject; revision: string } | null
  /** The file of a media document. */
  attachment: { contentType: string; bytes: Uint8Array } | null
}

type Action = 'doc_created' | 'doc_edited' | 'doc_deleted'

export interface Store {
  /** @returns null for one that is not there, or deleted */
  find(accountId: string, resource: Resource, id: string): StoredDocument | null
  /** Deleted ones too: their ids cannot be used again. */
  hasEver(accountId: string, id: string): boolean
  /** The document of that id, of any resource. */
  findAny(accountId: string, id: string): StoredDocument | null
  all(accountId: string, resource: Resource): StoredDocument[]
  /** Creates it where there is none of that id. */
  save(accountId: string, resource: Resource, id: string | null, data: JsonObject): StoredDocument
  remove(accountId: string, resource: Resource, id: string, isSoft?: boolean): StoredDocument | null
  onChange(listener: (action: Action, document: StoredDocument) => void): void
}

export const newId = (): string => randomBytes(16).toString('hex')

export function createStore(accounts: readonly FakeAccount[], now: () => number): Store {
  const documents = new Map<string, StoredDocument>()
  const listeners: ((action: Action, document: StoredDocument) => void)[] = []
  const keyOf = (accountId: string, id: string): string => `${accountId}/${id}`
  const seconds = (): number => Math.floor(now() / 1000) + UNIX_EPOCH_S
  const tell = (action: Action, document: StoredDocument): void => {
    for (const listener of listeners) listener(action, document)
  }

  const save: Store['save'] = (accountId, resource, id, { id: _given, ...data }) => {
    const known = id === null ? undefined : documents.get(keyOf(accountId, id))
    const at = seconds()
    const document: StoredDocument = {
      id: id ?? newId(),
      accountId,
      resource,
      data: structuredClone(data),
      revision: revisionAfter(known?.revision, data),
      created: known?.created ?? at,
      modified: at,
      isDeleted: false,
      previous: known ? { data: known.data, revision: known.revision } : null,
      attachment: known?.attachment ?? null,
    }
    documents.set(keyOf(accountId, document.id), document)
    tell(known ? 'doc_edited' : 'doc_created', document)
    return document
  }

  for (const account of accounts)
    for (const resource of RESOURCES)
      for (const data of account.documents[resource] ?? [])
        save(account.id, resource, typeof data.id === 'string' ? data.id : null, data)

  const findAny: Store['findAny'] = (accountId, id) => {
    const found = documents.get(keyOf(accountId, id))
    return found && !found.isDeleted ? found : null
  }

  return {
    save,
    findAny,
    hasEver: (accountId, id) => documents.has(keyOf(accountId, id)),
    find: (accountId, resource, id) => {
      const found = findAny(accountId, id)
      return found?.resource === resource ? found : null
    },
    all: (accountId, resource) =>
      [...documents.values()].filter(
        (document) => document.accountId === accountId && document.resource === resource && !document.isDeleted,
      ),
    remove(accountId, resource, id, isSoft = true) {
      const found = documents.get(keyOf(accountId, id))
      if (!found || found.isDeleted || found.resource !== resource) return null
      const removed = { ...found, isDeleted: true, modified: seconds(), revision: revisionAfter(found.revision, {}) }
      if (isSoft) documents.set(keyOf(accountId, id), removed)
      else documents.delete(keyOf(accountId, id))
      tell('doc_deleted', removed)
      return removed
    },
    onChange: (listener) => void listeners.push(listener),
  }
}

function revisionAfter(revision: string | undefined, data: JsonObject): string {
  const count = Number(revision?.split('-')[0] ?? 0) + 1
  const hash = createHash('md5')
    .update(`${revision ?? ''}${JSON.stringify(data)}`)
    .digest('hex')
  return `${count}-${hash}`
}
