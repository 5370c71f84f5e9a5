/** Pages and filters of lists. @source docs/kazoo/crossbar.md, section 2 */
import type { Json } from '@callflow-studio/model'
import { isObject, type JsonObject } from './account-data.ts'
import { ok, type Reply } from './reply.ts'

export interface Row {
  key: string
  summary: JsonObject
  /** The whole document: filters test it, not what the list shows. */
  document: JsonObject
  created: number
  modified: number
}

const PAGE_SIZE = 50

/** @returns the answer to a list: in descending order, a page of it or all */
export function listReply(all: readonly Row[], query: URLSearchParams, hasFields: boolean): Reply {
  const ascending = query.get('ascending') === 'true'
  const rows = all
    .filter((row) => passes(row, query))
    .sort((a, b) => (a.key === b.key ? 0 : a.key < b.key === ascending ? -1 : 1))
  const show = shownBy(query, hasFields)
  if (query.get('paginate') === 'false') return ok(rows.map(show), { beside: { page_size: rows.length } })
  const start = query.get('start_key')
  // The key knows no document: where more rows share one than fit a page, the same page comes again.
  const from =
    start === null ? 0 : rows.findIndex(({ key }) => (ascending ? key >= decode(start) : key <= decode(start)))
  const size = Number(query.get('page_size') ?? PAGE_SIZE) || PAGE_SIZE
  const page = from === -1 ? [] : rows.slice(from, from + size)
  const next = from === -1 ? undefined : rows[from + size]
  return ok(page.map(show), {
    beside: {
      page_size: page.length,
      ...(next ? { next_start_key: encode(next.key) } : {}),
      ...(start === null ? {} : { start_key: start }),
    },
  })
}

const encode = (key: string): string => Buffer.from(key).toString('base64url')
const decode = (key: string): string => Buffer.from(key, 'base64url').toString()

function shownBy(query: URLSearchParams, hasFields: boolean): (row: Row) => JsonObject {
  const fields = query.get('fields')
  if (!hasFields || (fields === null && query.get('full_docs') !== 'true')) return ({ summary }) => summary
  if (fields === null) return ({ document }) => document
  const names: unknown = JSON.parse(fields)
  const wanted = new Set(Array.isArray(names) ? names.map(String) : [])
  return ({ document }) =>
    Object.fromEntries(Object.entries(document).filter(([name]) => wanted.has(name) || name === 'id'))
}

function passes(row: Row, query: URLSearchParams): boolean {
  return [...query].every(([name, value]) => {
    if (name.startsWith('filter_not_')) return !matches(at(row.document, name.slice('filter_not_'.length)), value)
    if (name.startsWith('filter_')) return matches(at(row.document, name.slice('filter_'.length)), value)
    switch (name) {
      case 'has_key':
        return at(row.document, value) !== undefined
      case 'key_missing':
        return at(row.document, value) === undefined
      case 'has_value':
        return textOf(at(row.document, value)) !== ''
      case 'value_missing':
        return textOf(at(row.document, value)) === ''
      case 'created_from':
        return row.created >= Number(value)
      case 'created_to':
        return row.created <= Number(value)
      case 'modified_from':
        return row.modified >= Number(value)
      case 'modified_to':
        return row.modified <= Number(value)
      default:
        return true
    }
  })
}

/** A JSON array means any of its values. */
function matches(found: Json | undefined, value: string): boolean {
  if (!value.startsWith('[')) return textOf(found) === value
  const wanted: unknown = JSON.parse(value)
  return Array.isArray(wanted) && wanted.some((one) => String(one) === textOf(found))
}

/** Arrays are compared as one joined text. */
const textOf = (value: Json | undefined): string =>
  Array.isArray(value) ? value.map(textOf).join('') : value === undefined || value === null ? '' : String(value)

const at = (document: JsonObject, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((value, name) => (isObject(value) ? value[name] : undefined), document)
