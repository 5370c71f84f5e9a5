import { readJson } from '@callflow-studio/model'
import type { ProblemDetails } from '@callflow-studio/model/api'
import type { z } from 'zod'

/**
 * Reads the body of a request as the schema says; an empty one counts as `{}`. Whole numbers beyond 2^53 become text, so that
 * data of KAZOO's keep their digits.
 * @returns the problem to answer with where it cannot be read
 */
export function parseBody<S extends z.ZodType>(
  text: string,
  schema: S,
): { ok: true; value: z.output<S> } | { ok: false; problem: ProblemDetails } {
  let json: unknown
  try {
    json = text === '' ? {} : readJson(text)
  } catch {
    return { ok: false, problem: { status: 400, title: 'The body is no JSON.' } }
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return { ok: true, value: parsed.data }
  const [issue] = parsed.error.issues
  const path = issue?.path.join('.') ?? ''
  if (issue?.path[0] === 'document') return { ok: false, problem: notAFlow(path) }
  const detail = `${path || 'The body'}: ${issue?.message ?? 'unknown'}`
  return { ok: false, problem: { status: 422, title: 'The request cannot be read.', detail } }
}

const notAFlow = (path: string): ProblemDetails => ({
  status: 422,
  title: 'This is no flow.',
  detail: `${path}: a flow document is an object with the lists nodes and edges.`,
  diagnostics: [
    {
      severity: 'error',
      code: 'document.not-a-flow',
      nodeId: null,
      field: null,
      message: 'This is not a flow: a flow document is an object with the lists nodes and edges.',
    },
  ],
})
