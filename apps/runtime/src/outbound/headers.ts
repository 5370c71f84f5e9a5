import { LookUpError } from './failure.ts'

/** These are about the connection or the length of a message, which are not the step's to say; and what we can unpack. */
const OURS = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * @returns names in lower case; of two with the same name the later one counts. A value cannot begin another header.
 * @throws LookUpError for a name that is none
 */
export function headersToSend(
  headers: readonly (readonly [string, string])[],
  contentType: string | null,
): Record<string, string> {
  const sent: Record<string, string> = {
    'user-agent': 'Callflow-Studio',
    accept: 'application/json, */*;q=0.8',
    'accept-encoding': 'gzip, deflate, br',
    ...(contentType === null ? {} : { 'content-type': contentType }),
  }
  for (const [name, value] of headers) {
    const lower = name.trim().toLowerCase()
    if (lower === '' || OURS.has(lower)) continue
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower))
      throw new LookUpError('look-up.bad-url', `A header cannot be named ${JSON.stringify(name)}.`)
    sent[lower] = asBytes(value)
  }
  return sent
}

/** A header goes out as bytes: UTF-8, on one line. */
const asBytes = (value: string): string =>
  Buffer.from(value.replace(/\p{Cc}+/gu, ' ').trim(), 'utf8').toString('latin1')
