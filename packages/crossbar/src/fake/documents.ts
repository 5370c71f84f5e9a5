/** Lists and documents of an account: read, create, replace, merge, delete. @source docs/kazoo/crossbar.md, sections 2, 3 */
import type { Json } from '@callflow-studio/model'
import { isObject, type JsonObject, type Resource } from './account-data.ts'
import { checkCallflowDocument, namesIn, updateUse } from './callflows.ts'
import { checkDocument } from './check-document.ts'
import { required } from './check-flow.ts'
import { isUnchanged, refusedByIfMatch } from './if-match.ts'
import { listReply } from './list-rows.ts'
import { invalid, invalidMethod, notFound, ok, type Reply, systemError } from './reply.ts'
import type { FakeRequest, FakeState } from './state.ts'
import { newId, type StoredDocument } from './store.ts'
import { viewOf } from './views.ts'

interface Asked {
  state: FakeState
  request: FakeRequest
  accountId: string
  resource: Resource
}

/** `/accounts/{id}/{resource}` */
export function collection(asked: Asked): Reply {
  const { state, request, accountId } = asked
  if (request.method === 'GET') return list(asked)
  if (request.method !== 'PUT') return invalidMethod()
  const given = publicKeys(request.data)
  if (given === null) return invalid([required('data')], false)
  const { id: wanted, ...data } = given
  // 5 takes it only where the operator allows it.
  const id = typeof wanted === 'string' && state.rules.version === '4' ? wanted : null
  const checked = check(asked, null, data)
  if (!checked.ok) return checked.reply
  const refusedTag = refusedByIfMatch(request.headers['if-match'], null)
  if (refusedTag) return refusedTag
  if (id !== null && state.store.hasEver(accountId, id))
    return systemError(409, 'datastore_conflict', { message: 'conflict' })
  const saved = save(asked, id, checked.data)
  return { ...documentReply(state, saved), status: 201, headers: { location: saved.id } }
}

/** `/accounts/{id}/{resource}/{id}` */
export function single(asked: Asked, id: string): Reply {
  const { state, request, accountId, resource } = asked
  const found = state.store.find(accountId, resource, id)
  if (!['GET', 'POST', 'PATCH', 'DELETE'].includes(request.method)) return invalidMethod()
  if (!found) return notFound(id)
  if (request.method === 'GET')
    return isUnchanged(request.headers['if-none-match'], found.revision)
      ? { status: 304, data: null, isEmpty: true }
      : documentReply(state, found)
  if (request.method === 'DELETE') return remove(asked, found)
  const given = publicKeys(request.data)
  if (given === null) return invalid([required('data')], false)
  const { id: _id, ...own } = given
  const checked = check(asked, id, request.method === 'PATCH' ? merge(found.data, own) : own)
  if (!checked.ok) return checked.reply
  return (
    refusedByIfMatch(request.headers['if-match'], found.revision) ??
    withoutTag(documentReply(state, save(asked, id, checked.data)))
  )
}

function list({ state, request, accountId, resource }: Asked): Reply {
  const { summary, key } = viewOf(resource)
  const rows = state.store.all(accountId, resource).map((document) => ({
    key: key(document),
    summary: summary(document),
    document: { ...document.data, id: document.id },
    created: document.created,
    modified: document.modified,
  }))
  const reply = listReply(rows, request.query, state.rules.version === '5')
  // In 4 it is another for each request, so that it says nothing.
  return state.rules.version === '4' ? { ...reply, revision: newId() } : reply
}

function check({ state, accountId, resource }: Asked, id: string | null, data: JsonObject) {
  const { store, numbers, rules } = state
  return resource === 'callflows'
    ? checkCallflowDocument(data, { store, numbers, accountId, id, rules })
    : checkDocument(data, { store, accountId, id, rules, resource })
}

function save({ state, accountId, resource }: Asked, id: string | null, data: JsonObject): StoredDocument {
  const saved = state.store.save(accountId, resource, id, data)
  if (resource === 'callflows') updateUse(state.store, state.numbers, accountId)
  return saved
}

function remove({ state, request, accountId, resource }: Asked, found: StoredDocument): Reply {
  const refusedTag = refusedByIfMatch(request.headers['if-match'], found.revision)
  if (refusedTag) return refusedTag
  const isSoft = request.query.get('should_soft_delete') !== 'false'
  const removed = state.store.remove(accountId, resource, found.id, isSoft)
  if (resource === 'callflows') updateUse(state.store, state.numbers, accountId)
  return removed ? withoutTag(documentReply(state, removed)) : notFound(found.id)
}

/** A document with what reading adds, its revision and its tag. */
export function documentReply(state: FakeState, document: StoredDocument): Reply {
  const { id, data, revision, created, modified, isDeleted, resource, accountId } = document
  const about = { created, modified, ...(isDeleted ? { deleted: true } : {}) }
  const isFive = state.rules.version === '5'
  const names = resource === 'callflows' ? { metadata: namesIn(data.flow, state.store, accountId) } : {}
  return ok(
    { ...data, ...names, ...(isFive ? {} : { _read_only: about }), id },
    { revision, headers: { etag: `"${revision}"` }, ...(isFive ? { beside: { metadata: { id, ...about } } } : {}) },
  )
}

/** Answers to writes carry none, only the revision. */
const withoutTag = ({ headers: _tag, ...reply }: Reply): Reply => reply

/** Private keys of a body are dropped. @returns null where it is no object */
const publicKeys = (data: Json): JsonObject | null =>
  isObject(data) ? Object.fromEntries(Object.entries(data).filter(([name]) => !/^(_|pvt_)/.test(name))) : null

/** Objects key by key, lists whole; null removes, an empty object replaces. */
function merge(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = { ...target }
  for (const [name, value] of Object.entries(patch)) {
    const before = merged[name]
    if (value === null) delete merged[name]
    else if (isObject(value) && isObject(before) && Object.keys(value).length > 0) merged[name] = merge(before, value)
    else merged[name] = value
  }
  return merged
}
