import { LookUpError } from './failure.ts'
import { checkedUrl, type OutgoingRequest } from './outgoing.ts'

/** What may be told to another server than the one that the step names; everything else may hold secrets. */
const HARMLESS = ['accept', 'accept-encoding', 'user-agent']

/**
 * Where a redirect leads, as browsers do it: after 303, and after 301 or 302 to a POST, by GET and without the body.
 * @throws LookUpError for a target that must not get what the step sends
 */
export function redirected(from: OutgoingRequest, status: number, location: string): OutgoingRequest {
  const url = targetOf(location, from.url)
  if (from.url.protocol === 'https:' && url.protocol === 'http:')
    throw new LookUpError('look-up.redirect', `${from.url.host} redirects to an address without TLS.`)
  const isElsewhere = url.origin !== from.url.origin
  const toGet = status === 303 ? from.method !== 'HEAD' : status < 303 && from.method === 'POST'
  const method = toGet ? 'GET' : from.method
  const body = toGet ? null : from.body
  if (isElsewhere && body !== null)
    throw new LookUpError('look-up.redirect', `${from.url.host} redirects the body of the request to ${url.host}.`)
  const kept = Object.entries(from.headers).filter(([name]) =>
    isElsewhere ? HARMLESS.includes(name) : !(toGet && name === 'content-type'),
  )
  return { url, method, body, headers: Object.fromEntries(kept) }
}

function targetOf(location: string, from: URL): URL {
  try {
    return checkedUrl(location, from)
  } catch {
    // The step's own address was right: what is wrong is where the server sends us.
    throw new LookUpError('look-up.redirect', `${from.host} redirects to an address that cannot be reached.`)
  }
}
