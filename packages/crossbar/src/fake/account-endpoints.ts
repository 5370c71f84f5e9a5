/** What is asked of an account itself. @source docs/kazoo/crossbar.md, sections 1, 4 */
import type { FakeAccount, JsonObject } from './account-data.ts'
import { updateUse } from './callflows.ts'
import { listReply, type Row } from './list-rows.ts'
import { toListed } from './numbers.ts'
import { invalidMethod, notFound, ok, type Reply } from './reply.ts'
import { type FakeRequest, type FakeState, treeOf } from './state.ts'

export const VERSIONS = { '4': '4.3.142', '5': '5.4.12' } as const

export function accountItself(
  { method }: FakeRequest,
  { id, name, realm, timezone, isReseller, parentId }: FakeAccount,
): Reply {
  if (method !== 'GET') return invalidMethod()
  return ok(
    {
      id,
      name,
      realm,
      timezone: timezone ?? 'America/Los_Angeles',
      language: 'en-us',
      is_reseller: isReseller ?? false,
      reseller_id: parentId ?? id,
      superduper_admin: false,
      enabled: true,
    },
    { revision: `1-${id}` },
  )
}

export const about = (state: FakeState): Reply =>
  ok({
    version: VERSIONS[state.rules.version],
    erlang_version: '22',
    used_memory: 1_000_000,
    processes: 1000,
    ports: 40,
  })

/** @param depth how far below; 1: children alone */
export function accountsBelow(state: FakeState, { query }: FakeRequest, account: FakeAccount, depth: number): Reply {
  const rows = state.accounts.flatMap((one): Row | [] => {
    const tree = treeOf(state, one)
    const above = tree.indexOf(account.id)
    if (above === -1 || tree.length - above > depth) return []
    const summary: JsonObject = { id: one.id, name: one.name, realm: one.realm, tree }
    return { key: one.id, summary, document: summary, created: 0, modified: 0 }
  })
  return listReply(rows, query, false)
}

const NUMBERS_PAGE = 50

export function phoneNumbers(
  state: FakeState,
  request: FakeRequest,
  account: FakeAccount,
  rest: readonly string[],
): Reply {
  const { method, query } = request
  const [number, action] = rest
  if (number === undefined) return method === 'GET' ? listNumbers(state, query, account) : invalidMethod()
  if (number === 'fix') return method === 'POST' ? fixNumber(state, account, action ?? '') : invalidMethod()
  if (method !== 'GET') return invalidMethod()
  if (action === 'identify') {
    const owner = state.numbers.ownerOf(number)
    return owner === null ? notFound(number) : ok({ account_id: owner, number })
  }
  const known = state.numbers.get(account.id, number)
  if (!known) return notFound(number)
  const { created, updated, features } = toListed(known)
  const readOnly = { created: created ?? 0, modified: updated ?? 0, features: { available: [], settings: {} } }
  const data = { id: number, state: known.state, features: features ?? [], ...optional({ used_by: known.used_by }) }
  return state.rules.version === '5'
    ? ok(data, { revision: `1-${number}`, beside: { metadata: readOnly } })
    : ok({ ...data, _read_only: readOnly }, { revision: `1-${number}` })
}

/** An object by number, in pages. */
function listNumbers(state: FakeState, query: URLSearchParams, account: FakeAccount): Reply {
  const wanted = query.get('filter_state')
  const usedBy = query.get('filter_pvt_used_by')
  const all = state.numbers
    .of(account.id)
    .filter(([, known]) => (wanted === null || known.state === wanted) && (usedBy === null || known.used_by === usedBy))
    .filter(([, known]) => query.get('include_ports') !== 'false' || known.state !== 'port_in')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const isWhole = query.get('paginate') === 'false'
  const start = query.get('start_key')
  const rest = start === null ? all : all.filter(([number]) => number >= start)
  const page = isWhole ? all : rest.slice(0, Number(query.get('page_size') ?? NUMBERS_PAGE))
  const next = isWhole ? undefined : rest[page.length]?.[0]
  const numbers = Object.fromEntries(page.map(([number, known]) => [number, toListed(known)]))
  return ok(
    { numbers, cascade_quantity: 0 },
    { beside: { page_size: page.length, ...optional({ next_start_key: next }) } },
  )
}

function fixNumber(state: FakeState, account: FakeAccount, number: string): Reply {
  if (!state.numbers.get(account.id, number)) return notFound(number)
  updateUse(state.store, state.numbers, account.id)
  return ok({})
}

const optional = (values: Record<string, string | undefined>): JsonObject =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

/** The file of a media document, and speech. */
export function mediaFile(state: FakeState, request: FakeRequest, account: FakeAccount, id: string): Reply {
  const found = state.store.find(account.id, 'media', id)
  if (!found) return notFound(id)
  if (request.method === 'GET') return found.attachment ? ok(null, { file: found.attachment }) : notFound(id)
  if (request.method !== 'POST') return invalidMethod()
  const contentType = request.headers['content-type'] ?? 'application/octet-stream'
  const saved = state.store.save(account.id, 'media', id, {
    ...found.data,
    media_source: 'upload',
    content_type: contentType,
    content_length: request.bytes.length,
  })
  saved.attachment = { contentType, bytes: request.bytes }
  return ok({ ...saved.data, id }, { revision: saved.revision })
}

/** The cluster's servers and their applications. */
export function systemStatus({ isSuperduper }: FakeState): Reply {
  if (!isSuperduper) return { status: 403, word: 'forbidden', data: { message: 'forbidden' } }
  const kapps = ['blackhole', 'callflow', 'crossbar', 'media_mgr', 'pivot', 'webhooks']
  return ok({ local: { kazoo_apps: { 'kazoo_apps@fakenode': { kapps, version: '4.3.142' } } } })
}
