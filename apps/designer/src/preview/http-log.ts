/** One request as the drawer shows it: its parameters in lines, and the command that repeats it. */
import type { Exchange } from '@callflow-studio/model/api'

export interface RequestParam {
  /** 'Digits.main_menu_1' */
  name: string
  value: string
  /** It was not in the request before: what the caller just did. */
  isNew: boolean
}

/** @param previous the request before this one; null for the first, of which nothing counts as new. */
export function requestParams(exchange: Exchange, previous: Exchange | null): readonly RequestParam[] {
  const known = previous ? new Map(flat(previous.request.params)) : null
  return flat(exchange.request.params)
    .map(([name, value]) => ({ name, value, isNew: known !== null && known.get(name) !== value }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

function flat(value: object, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, item]): [string, string][] => {
    const name = prefix + key
    return typeof item === 'object' && item !== null ? flat(item, `${name}.`) : [[name, String(item ?? '')]]
  })
}

/** @returns the request for a shell; single quotes inside values are closed, escaped and opened again. */
export function asCurl({ request }: Exchange): string {
  const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
  const parts = ['curl', '-X', request.method, quote(request.url)]
  if (request.contentType) parts.push('-H', quote(`Content-Type: ${request.contentType}`))
  if (request.body) parts.push('--data-binary', quote(request.body))
  return parts.join(' ')
}

/** '812 bytes', '1.1 kB' */
export function sizeText(body: string): string {
  const bytes = new TextEncoder().encode(body).length
  return bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`
}
