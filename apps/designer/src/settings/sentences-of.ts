import { ApiError } from '../api/api-error.ts'

/** What the server said in full: that it was not done, and why. */
export const sentencesOf = (error: Error): string =>
  error instanceof ApiError && error.problem.detail !== undefined
    ? `${error.problem.title} ${error.problem.detail}`
    : error.message
