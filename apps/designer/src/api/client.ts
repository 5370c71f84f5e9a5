/**
 * The designer's side of the HTTP API: `request('flow.show', { id })`, typed by the model's table of operations. Each answer is
 * read by the operation's schema.
 */
import {
  type Operation,
  type OperationId,
  type OperationOutput,
  type OperationRequest,
  type Operations,
  operations,
} from '@callflow-studio/model/api'
import { ApiError, toApiError } from './api-error.ts'

/** What an operation takes: the parameters of its path by name, `query` and `body`. */
export type RequestOf<Id extends OperationId> = OperationRequest<Operations[Id]>
export type OutputOf<Id extends OperationId> = OperationOutput<Operations[Id]>

interface RequestOptions {
  signal?: AbortSignal
  /** Let the request outlive the page, where the browser can carry its body. */
  keepalive?: boolean
}

/**
 * @returns the answer; undefined where the operation has none
 * @throws ApiError where the server refuses (its problem document inside), sends something else, or cannot be reached
 *   (status 0). An abort passes through.
 * @example
 * const { version } = await request('flow.publish', { id, body: { note: 'Christmas' } })
 */
export async function request<Id extends OperationId>(
  id: Id,
  ...[input, options]: Record<never, never> extends RequestOf<Id>
    ? [input?: RequestOf<Id>, options?: RequestOptions]
    : [input: RequestOf<Id>, options?: RequestOptions]
): Promise<OutputOf<Id>> {
  const operation: Operation = operations[id]
  const response = await send(operation, (input ?? {}) as Input, options)
  const text = await response.text()
  const answer = parseJson(text)
  if (!response.ok) throw toApiError(response.status, answer)
  if (operation.output === null) return undefined as OutputOf<Id>
  if (!('safeParse' in operation.output)) throw new Error(`${id} answers no JSON: use urlOf.`)
  const parsed = operation.output.safeParse(answer)
  if (!parsed.success)
    throw new ApiError(502, {
      title: 'The studio sent an unexpected answer.',
      detail: `${id}: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
      status: 502,
    })
  return parsed.data as OutputOf<Id>
}

/** The address of an operation, for links, players and streams. */
export const urlOf = <Id extends OperationId>(id: Id, input: Omit<RequestOf<Id>, 'body'>): string =>
  addressOf(operations[id], input as Input)

/** What the types of `request` have checked. */
type Input = { query?: Record<string, unknown>; body?: unknown } & Record<string, unknown>

/** Browsers refuse to carry more than 64 KiB past the end of a page; UTF-8 may take three bytes a character. */
const MAX_KEPT_ALIVE = 20_000

async function send(operation: Operation, input: Input, options: RequestOptions = {}): Promise<Response> {
  const { method, body } = operation
  const content = body?.kind === 'csv' ? (input.body as Blob) : JSON.stringify(input.body ?? {})
  const type = body?.kind === 'csv' ? 'text/csv' : 'application/json'
  try {
    return await fetch(addressOf(operation, input), {
      method,
      keepalive: options.keepalive === true && typeof content === 'string' && content.length < MAX_KEPT_ALIVE,
      headers: { accept: 'application/json', ...(method === 'GET' ? {} : { 'content-type': type }) },
      ...(method === 'GET' ? {} : { body: content }),
      ...(options.signal ? { signal: options.signal } : {}),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, { title: 'Callflow Studio cannot be reached.', status: 0 })
  }
}

/** Undefined where the text is not JSON: a proxy's error page. */
function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined // Reported as an unexpected answer.
  }
}

function addressOf({ path }: Pick<Operation, 'path'>, input: Input): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])))
  const given = Object.entries(input.query ?? {}).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return `/api${filled}${search === '' ? '' : `?${search}`}`
}
