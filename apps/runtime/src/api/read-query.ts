import type { Context } from 'hono'
import type { z } from 'zod'
import { ApiProblem } from './problem.ts'

/**
 * The query of a request, as the schema says; what is empty counts as left out.
 * @throws ApiProblem 422 with what is wrong where
 */
export function readQuery<S extends z.ZodType>(context: Context, schema: S): z.output<S> {
  const given = Object.entries(context.req.query()).filter(([, value]) => value !== '')
  const query = schema.safeParse(Object.fromEntries(given))
  if (query.success) return query.data
  const [issue] = query.error.issues
  throw new ApiProblem(422, 'The question cannot be read.', { detail: `${issue?.path.join('.')}: ${issue?.message}` })
}
