import type { LookUpRequest } from '@callflow-studio/model'
import { LookUpError } from './failure.ts'
import { headersToSend } from './headers.ts'

/** What goes out; after redirects perhaps something else than what the step says. */
export interface OutgoingRequest {
  url: URL
  method: string
  headers: Record<string, string>
  body: string | null
}

/** @throws LookUpError for an address or a header that cannot be sent */
export const toOutgoing = ({ url, method, headers, body, contentType }: LookUpRequest): OutgoingRequest => ({
  url: checkedUrl(url),
  method: method.toUpperCase(),
  headers: headersToSend(headers, body === null ? null : contentType),
  body,
})

/** @throws LookUpError where no request can go to this address */
export function checkedUrl(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : null
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new LookUpError('look-up.bad-url', 'The address is no http:// or https:// URL.')
  if (url.username !== '' || url.password !== '')
    throw new LookUpError('look-up.bad-url', 'The address holds a user or a password; use the header Authorization.')
  return url
}
