import type { Context } from 'hono'
import type { z } from 'zod'
import { ApiProblem, connectionBroke } from './problem.ts'

/** Larger than any flow that a person draws. */
const MAX_BODY_BYTES = 8 * 1024 * 1024

/**
 * The body of a request, as the schema says; an absent one counts as `{}`.
 * @throws ApiProblem 400 for what is no JSON or broke off, 413, or 422 with what is wrong where
 */
export async function readJson<S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> {
  if (Number(context.req.header('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge()
  const bytes = await context.req.arrayBuffer().catch(() => Promise.reject(connectionBroke()))
  if (bytes.byteLength > MAX_BODY_BYTES) throw tooLarge()
  if (bytes.byteLength > 0 && context.req.header('content-type') === undefined)
    throw new ApiProblem(415, 'The API takes application/json only.')
  const parsed = schema.safeParse(bytes.byteLength === 0 ? {} : parseJson(bytes))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.join('.') ?? ''
  if (issue?.path[0] === 'document') throw notAFlow(path)
  throw new ApiProblem(422, 'The request cannot be read.', {
    detail: `${path || 'The body'}: ${issue?.message ?? 'unknown'}`,
  })
}

function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new ApiProblem(400, 'The body is no JSON.')
  }
}

const tooLarge = (): ApiProblem => new ApiProblem(413, 'The body is larger than 8 MiB.')

const notAFlow = (path: string): ApiProblem =>
  new ApiProblem(422, 'This is no flow.', {
    detail: `${path}: a flow document is an object with the lists nodes and edges.`,
    diagnostics: [
      {
        severity: 'error',
        code: 'document.not-a-flow',
        nodeId: null,
        field: null,
        message: 'This is no flow: a flow document is an object with the lists nodes and edges.',
      },
    ],
  })
