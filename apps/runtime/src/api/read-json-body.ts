import type { OperationId } from '@callflow-studio/model/api'
import type { z } from 'zod'
import type { Documents } from '../documents/documents.ts'
import { parseBody } from '../documents/parse-body.ts'
import type { ReadRequest } from '../documents/read-request.ts'
import { readBody } from '../pivot/read-body.ts'
import type { ApiContext } from './pivot-url.ts'
import { ApiProblem, connectionBroke, toApiProblem } from './problem.ts'

/** Larger than any flow that a person draws. */
const MAX_BODY_BYTES = 8 * 1024 * 1024

/**
 * The body of a request, as the schema says; an absent one counts as `{}`.
 * @throws ApiProblem 400 for what is no JSON or broke off, 413, or 422 with what is wrong where
 */
export async function readJsonBody<S extends z.ZodType>(context: ApiContext, schema: S): Promise<z.output<S>> {
  const parsed = parseBody(await readBodyText(context), schema)
  if (!parsed.ok) throw toApiProblem(parsed.problem)
  return parsed.value
}

/**
 * The body of a request that holds a document, with the document as text.
 * @throws ApiProblem as `readJson` does
 */
export async function readWithDocument(
  context: ApiContext,
  operation: OperationId,
  documents: Pick<Documents, 'read'>,
): Promise<ReadRequest> {
  const read = await documents.read(operation, await readBodyText(context))
  if (!read.ok) throw toApiProblem(read.problem)
  return read.value
}

/** @throws ApiProblem for what is no JSON by its type or encoding, broke off or is too large */
export async function readBodyText(context: ApiContext): Promise<string> {
  const bytes = await readBody(context.env.incoming, MAX_BODY_BYTES)
  if (bytes === 'too large') throw new ApiProblem(413, 'The body is larger than 8 MiB.')
  if (bytes === 'broken') throw connectionBroke()
  if (bytes.byteLength > 0 && context.req.header('content-type') === undefined)
    throw new ApiProblem(415, 'The API takes application/json only.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ApiProblem(400, 'The body is no JSON.')
  }
}

/** An answer that is JSON already. */
export const jsonResponse = (context: ApiContext, json: string, status: 200 | 201 = 200): Response =>
  context.body(json, status, { 'Content-Type': 'application/json' })
