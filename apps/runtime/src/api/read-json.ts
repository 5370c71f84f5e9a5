import type { z } from 'zod'
import { readBody } from '../pivot/read-body.ts'
import type { ApiContext } from './pivot-url.ts'
import { ApiProblem, connectionBroke } from './problem.ts'

/** Larger than any flow that a person draws. */
const MAX_BODY_BYTES = 8 * 1024 * 1024

/**
 * The body of a request, as the schema says; an absent one counts as `{}`.
 * @throws ApiProblem 400 for what is no JSON or broke off, 413, or 422 with what is wrong where
 */
export async function readJson<S extends z.ZodType>(context: ApiContext, schema: S): Promise<z.output<S>> {
  const bytes = await readBody(context.env.incoming, MAX_BODY_BYTES)
  if (bytes === 'too large') throw new ApiProblem(413, 'The body is larger than 8 MiB.')
  if (bytes === 'broken') throw connectionBroke()
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

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new ApiProblem(400, 'The body is no JSON.')
  }
}

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
