import { onTestFinished } from 'vitest'

export interface ApiRequest {
  method: string
  /** Without `/api`, with its query: `/tables?limit=10`. */
  path: string
  /** Parsed where it is JSON, else its text: a CSV file. */
  body: unknown
}

/** By route. What stands for an answer: its JSON, or a function of the request. A `Response` is sent as it is. */
export type Answers = Readonly<Record<string, unknown>>

/**
 * Answers the requests of one test as the server would.
 *
 * @param answers by method and path without its query, `:name` standing for any part of it; what is missing here is a 404
 * @returns the requests that were sent, in order; more follow as they are sent
 * @example const sent = serveApi({ 'GET /tables': { tables: [] }, 'POST /tables': ({ body }) => body })
 */
export function serveApi(answers: Answers): readonly ApiRequest[] {
  const sent: ApiRequest[] = []
  const fetchBefore = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const request = new Request(input instanceof Request ? input : new URL(String(input), location.href), init)
    const { pathname, search } = new URL(request.url)
    if (!pathname.startsWith('/api/')) return fetchBefore(input, init)
    const path = pathname.slice('/api'.length)
    const text = await request.text()
    const isJson = request.headers.get('content-type')?.includes('json') === true
    const body: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text
    sent.push({ method: request.method, path: path + search, body })
    const route = `${request.method} ${path}`
    const answer = answers[route] ?? Object.entries(answers).find(([pattern]) => isMatch(pattern, route))?.[1]
    if (answer === undefined) return problem(404, `No answer is given for ${request.method} ${path}.`)
    const given: unknown = typeof answer === 'function' ? await answer(sent.at(-1)) : answer
    return given instanceof Response ? given : Response.json(given)
  }
  onTestFinished(() => {
    globalThis.fetch = fetchBefore
  })
  return sent
}

const isMatch = (pattern: string, route: string): boolean => {
  const parts = route.split('/')
  return (
    pattern.split('/').length === parts.length &&
    pattern.split('/').every((part, index) => part.startsWith(':') || part === parts[index])
  )
}

/** What the API says where it refuses: RFC 9457. */
export const problem = (status: number, title: string, more: object = {}): Response =>
  new Response(JSON.stringify({ type: 'about:blank', status, title, ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
