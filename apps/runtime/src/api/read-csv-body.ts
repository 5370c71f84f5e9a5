import { readBody } from '../pivot/read-body.ts'
import type { ApiContext } from './pivot-url.ts'
import { ApiProblem, connectionBroke } from './problem.ts'

const MAX_BYTES = 64 * 1024 * 1024

/**
 * The bytes of a file that was sent as `text/csv`.
 * @throws ApiProblem 415 for any other type, 413 for more than 64 MiB, 400 where the connection broke
 */
export async function readCsvBody(context: ApiContext): Promise<Uint8Array<ArrayBuffer>> {
  if (!isCsv(context.req.header('content-type'))) throw new ApiProblem(415, 'An import is sent as text/csv.')
  const body = await readBody(context.env.incoming, MAX_BYTES)
  if (body === 'too large') throw new ApiProblem(413, 'The file is larger than 64 MiB.')
  if (body === 'broken') throw connectionBroke()
  return new Uint8Array(body) // a copy of its own: a small buffer shares its memory with others, and this one is given away
}

export const isCsv = (type: string | undefined): boolean => /^text\/csv\s*(;|$)/i.test(type ?? '')
