export type BaseUrl = { ok: true; url: string } | { ok: false; message: string }

/**
 * Reads the address of Crossbar as people enter it: `kazoo.example.com:8443`, `https://kazoo.example.com/v2/`.
 * @returns the URL without a slash at its end. `/v2` is added where there is no path, `https://` where there is no scheme.
 * @source docs/kazoo/crossbar.md
 */
export function readBaseUrl(text: string): BaseUrl {
  const trimmed = text.trim()
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (trimmed === '' || !URL.canParse(full))
    return refused('Enter an address, such as https://kazoo.example.com:8443/v2.')
  const url = new URL(full)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused('The address must begin with https://.')
  if (url.username !== '' || url.password !== '')
    return refused('Remove the user name and password from the address. They have their own fields.')
  if (url.search !== '' || url.hash !== '') return refused('Remove everything after the path from the address.')
  const path = url.pathname.replace(/\/+$/, '')
  if (/\/v1$/.test(path)) return refused('KAZOO no longer has this version of its API. Enter /v2 instead of /v1.')
  return { ok: true, url: `${url.origin}${path === '' ? '/v2' : path}` }
}

const refused = (message: string): BaseUrl => ({ ok: false, message })
