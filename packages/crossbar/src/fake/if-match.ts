/** `If-Match` and `If-None-Match`, as the HTTP server below Crossbar reads them. @source docs/kazoo/crossbar.md, section 3 */
import { type Reply, systemError } from './reply.ts'

const preconditionFailed = (): Reply => ({ status: 412, data: null, isEmpty: true })

/**
 * @param revision of the stored document; null for one that is new
 * @returns what is answered in place of the write; null where it may be done
 */
export function refusedByIfMatch(header: string | undefined, revision: string | null): Reply | null {
  if (header === undefined) return null
  if (header === '*') return revision === null ? preconditionFailed() : null
  const tags = [...header.matchAll(/(W\/)?"([^"]*)"/g)]
  // Without quotes it cannot be read, and the request crashes.
  if (tags.length === 0) return systemError(500, 'unspecified_fault', { message: 'unspecified fault' })
  const isMatch = tags.some(([, weak, tag]) => weak === undefined && tag === revision)
  return isMatch ? null : preconditionFailed()
}

export const isUnchanged = (header: string | undefined, revision: string): boolean =>
  header === '*' || [...(header ?? '').matchAll(/"([^"]*)"/g)].some(([, tag]) => tag === revision)
