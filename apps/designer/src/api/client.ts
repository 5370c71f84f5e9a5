/**
 * The designer's side of the HTTP API (docs/design.md#http-api): one function a route, each answer read by the model's
 * schemas.
 */
import {
  type CreateTable,
  callListSchema,
  callRequestDetailSchema,
  callStatsSchema,
  callsDeletedSchema,
  dayListSchema,
  deletedRowsSchema,
  exampleListSchema,
  type Flow,
  flowListSchema,
  flowSchema,
  type HolidayType,
  holidayCountriesSchema,
  holidayRegionsSchema,
  type ImportInput,
  importedRowsSchema,
  importedSchema,
  type PreviewRequest,
  previewSchema,
  probeSchema,
  publicHolidaysSchema,
  publishedSchema,
  recordingListSchema,
  type SaveSwitch,
  type SaveTable,
  savedTableSchema,
  secretListSchema,
  studioSchema,
  switchListSchema,
  switchSchema,
  type TryOutRequest,
  tableListSchema,
  tableRowSchema,
  tableRowsSchema,
  tableSchema,
  triedOutSchema,
  validationSchema,
  versionListSchema,
  versionSchema,
} from '@callflow-studio/model/api'
import type { z } from 'zod'
import { ApiError, toApiError } from './api-error.ts'

type Document = Flow['document']

/** Whose calls are deleted: those that match what is given. */
export interface CallsFilter {
  callId?: string
  number?: string
  flow?: string
}

export interface CallsQuery {
  before?: string | undefined
  limit?: number | undefined
  flow?: string | undefined
  callId?: string | undefined
  state?: string | undefined
  q?: string | undefined
}

export interface RowsQuery {
  offset: number
  limit: number
  /** Part of any cell. */
  search?: string | undefined
  /** How the key begins. */
  key?: string | undefined
  /** The name of a column. */
  sort?: string | undefined
  descending?: boolean | undefined
}

/** Which public holidays. */
export interface HolidaysQuery {
  country: string
  /** Empty: what the whole country has. */
  region: string
  years: readonly number[]
  types: readonly HolidayType[]
  language: string
}

/** What is typed goes as it is: the studio converts it to the column's type, as it does with CSV. */
type RowTexts = Readonly<Record<string, string>>

export const api = {
  studio: () => request('GET', '/studio', studioSchema),
  examples: () => request('GET', '/examples', exampleListSchema),

  flows: (inTrash = false) => request('GET', inTrash ? '/flows?trash=true' : '/flows', flowListSchema),
  flow: (id: string) => request('GET', `/flows/${id}`, flowSchema),
  createFlow: (body: { name: string; document?: Document }) => request('POST', '/flows', flowSchema, body),
  saveFlow: (id: string, body: { name: string; document: Document; revision: number }, keepalive = false) =>
    request('PUT', `/flows/${id}`, flowSchema, body, { keepalive }),
  deleteFlow: (id: string) => request('DELETE', `/flows/${id}`, null),
  restoreFlow: (id: string) => request('POST', `/flows/${id}/restore`, null),
  unpublish: (id: string) => request('POST', `/flows/${id}/unpublish`, null),
  probe: (id: string) => request('POST', `/flows/${id}/probe`, probeSchema),

  publish: (id: string, body: { note?: string; revision?: number }) =>
    request('POST', `/flows/${id}/publish`, publishedSchema, body),
  versions: (id: string) => request('GET', `/flows/${id}/versions`, versionListSchema),
  version: (id: string, version: number) => request('GET', `/flows/${id}/versions/${version}`, versionSchema),
  activate: (id: string, version: number) => request('POST', `/flows/${id}/versions/${version}/activate`, null),

  validate: (document: Document, signal?: AbortSignal, more: { flowId?: string; withReport?: boolean } = {}) =>
    request('POST', '/validate', validationSchema, { document, ...more }, signal ? { signal } : {}),
  preview: (id: string, body: PreviewRequest, signal?: AbortSignal) =>
    request('POST', `/flows/${id}/preview`, previewSchema, body, signal ? { signal } : {}),

  /** Draws what was written elsewhere; stores nothing. */
  drawImport: (format: ImportInput['format'], source: string, options: Pick<ImportInput, 'kazoo' | 'baseUrl'> = {}) =>
    request('POST', '/import', importedSchema, { format, source, ...options }),

  tryOut: (body: TryOutRequest) => request('POST', '/try-out', triedOutSchema, body),

  tables: () => request('GET', '/tables', tableListSchema),
  createTable: (body: CreateTable) => request('POST', '/tables', tableSchema, body),
  table: (id: string) => request('GET', `/tables/${id}`, tableSchema),
  saveTable: (id: string, body: SaveTable) => request('PUT', `/tables/${id}`, savedTableSchema, body),
  rows: (id: string, query: RowsQuery, signal?: AbortSignal) =>
    request('GET', `/tables/${id}/rows${searchOf(query)}`, tableRowsSchema, undefined, signal ? { signal } : {}),
  addRow: (id: string, values: RowTexts) => request('POST', `/tables/${id}/rows`, tableRowSchema, { values }),
  saveRow: (id: string, rowId: string, values: RowTexts) =>
    request('PUT', `/tables/${id}/rows/${rowId}`, tableRowSchema, { values }),
  deleteRows: (id: string, ids: readonly string[]) =>
    request('POST', `/tables/${id}/rows/delete`, deletedRowsSchema, { ids }),
  deleteTable: (id: string) => request('DELETE', `/tables/${id}`, null),
  importRows: (id: string, csv: Blob) =>
    request('POST', `/tables/${id}/import`, importedRowsSchema, csv, { headers: { 'content-type': 'text/csv' } }),

  days: (tableId: string) => request('GET', `/tables/${tableId}/days`, dayListSchema),
  holidayCountries: (language: string) =>
    request('GET', `/public-holidays/countries${searchOf({ language })}`, holidayCountriesSchema),
  holidayRegions: (country: string, language: string) =>
    request('GET', `/public-holidays/countries/${country}/regions${searchOf({ language })}`, holidayRegionsSchema),
  publicHolidays: ({ years, types, ...query }: HolidaysQuery) =>
    request(
      'GET',
      `/public-holidays${searchOf({ ...query, years: years.join(), types: types.join() })}`,
      publicHolidaysSchema,
    ),

  switches: () => request('GET', '/switches', switchListSchema),
  createSwitch: (name: string) => request('POST', '/switches', switchSchema, { name }),
  saveSwitch: (id: string, body: SaveSwitch) => request('PUT', `/switches/${id}`, switchSchema, body),
  deleteSwitch: (id: string) => request('DELETE', `/switches/${id}`, null),

  secrets: () => request('GET', '/secrets', secretListSchema),
  saveSecret: (name: string, value: string) => request('PUT', `/secrets/${name}`, null, { value }),
  deleteSecret: (name: string) => request('DELETE', `/secrets/${name}`, null),

  calls: (query: CallsQuery) => request('GET', `/calls${searchOf(query)}`, callListSchema),
  call: (id: string) => request('GET', `/calls/${encodeURIComponent(id)}`, callRequestDetailSchema),
  recordings: (callId: string) => request('GET', `/recordings${searchOf({ callId })}`, recordingListSchema),
  deleteRecording: (id: string) => request('DELETE', `/recordings/${id}`, null),
  deleteCalls: (filter: CallsFilter) => request('DELETE', `/calls${searchOf(filter)}`, callsDeletedSchema),
  callStats: () => request('GET', '/calls/stats', callStatsSchema),
}

type Read<S> = S extends z.ZodType ? z.infer<S> : undefined

/**
 * @returns the answer as the schema says; undefined where `schema` is null.
 * @throws ApiError where the server refuses (its problem document inside), sends something else, or cannot be reached
 *   (status 0). An abort passes through.
 */
async function request<S extends z.ZodType | null>(
  method: string,
  path: string,
  schema: S,
  body?: unknown,
  init: RequestInit = {},
): Promise<Read<S>> {
  const response = await send(method, path, body, init)
  const text = await response.text()
  const answer = parseJson(text)
  if (!response.ok) throw toApiError(response.status, answer)
  if (schema === null) return undefined as Read<S>
  const parsed = schema.safeParse(answer)
  if (!parsed.success)
    throw new ApiError(502, {
      title: 'The studio sent something else than expected.',
      detail: `${method} /api${path}: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
      status: 502,
    })
  return parsed.data as Read<S>
}

/** Browsers refuse to carry more than 64 KiB past the end of a page; UTF-8 may take three bytes a character. */
const MOST_KEPT_ALIVE = 20_000

async function send(method: string, path: string, body: unknown, init: RequestInit): Promise<Response> {
  const content = body instanceof Blob ? body : JSON.stringify(body ?? {})
  try {
    return await fetch(`/api${path}`, {
      ...init,
      keepalive: init.keepalive === true && typeof content === 'string' && content.length < MOST_KEPT_ALIVE,
      method,
      headers: {
        accept: 'application/json',
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
      ...(method === 'GET' ? {} : { body: content }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, { title: 'The studio cannot be reached.', status: 0 })
  }
}

/** Undefined where the text is no JSON: a proxy's error page. */
function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined // Read as "something else" by whoever asked.
  }
}

function searchOf(query: CallsQuery | CallsFilter | RowsQuery | Record<string, string>): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString()
  return search === '' ? '' : `?${search}`
}
