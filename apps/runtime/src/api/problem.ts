/** RFC 9457 problem documents: the one form of an error under `/api`. */
import type { Diagnostic } from '@callflow-studio/model'
import type { ProblemDetails } from '@callflow-studio/model/api'

/** Thrown by routes; the app's error handler turns it into a response. */
export class ApiProblem extends Error {
  readonly problem: ProblemDetails
  readonly headers: Record<string, string>
  constructor(status: number, title: string, more: Partial<ProblemDetails> = {}, headers: Record<string, string> = {}) {
    super(more.detail ?? title)
    this.problem = { ...more, title, status }
    this.headers = headers
  }
}

/** What another thread found wrong. */
export const toApiProblem = ({ status, title, ...more }: ProblemDetails): ApiProblem =>
  new ApiProblem(status, title, more)

export const toProblemResponse = ({ problem, headers }: ApiProblem): Response =>
  new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  })

/** Nobody hears it, but it is no failure of the studio's either. */
export const connectionBroke = (): ApiProblem =>
  new ApiProblem(400, 'The connection broke before the request was whole.')

export const notFound = (what: string): ApiProblem => new ApiProblem(404, `${what} does not exist.`)

/** 422 for a document, with all that is wrong with it. */
export const refusedDocument = (title: string, diagnostics: Diagnostic[]): ApiProblem =>
  new ApiProblem(422, title, { diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic })) })
