/**
 * Parameters as KAZOO's encoder writes them, brackets unescaped: for requests that the studio makes up itself, and for
 * logging a request whose sensitive values were masked.
 * @source kazoo_web kz_http_util:json_to_querystring/1
 */
export function encodeForm(params: Record<string, unknown>): string {
  const pairs: string[] = []
  for (const [name, value] of Object.entries(params)) add(pairs, encode(name), value)
  return pairs.join('&')
}

function add(pairs: string[], name: string, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) add(pairs, `${name}[]`, item)
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) add(pairs, `${name}[${encode(key)}]`, item)
  else if (value !== undefined && value !== null) pairs.push(`${name}=${encode(String(value))}`)
}

const encode = (text: string): string => encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+')
