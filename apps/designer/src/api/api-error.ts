import { type ProblemDetails, problemSchema } from '@callflow-studio/model/api'

/** An answer that is no success, or none at all. `status` is 0 where nothing came back. */
export class ApiError extends Error {
  readonly status: number
  readonly problem: ProblemDetails

  constructor(status: number, problem: ProblemDetails) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiError'
    this.status = status
    this.problem = problem
  }

  get isOffline(): boolean {
    return this.status === 0
  }
}

/** Reads a problem document (RFC 9457); anything else, such as a proxy's page, becomes one that says only the status. */
export function toApiError(status: number, body: unknown): ApiError {
  const problem = problemSchema.safeParse(body)
  return new ApiError(
    status,
    problem.success ? problem.data : { title: `Callflow Studio did not respond (${status}).`, status },
  )
}
