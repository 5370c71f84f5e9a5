/**
 * How the KAZOOs there are may write the same parameters. KAZOO's own encoder is the same on every Erlang; what differs
 * is the Erlang below it (22 to 27): whether its HTTP client normalizes the address, escapes brackets, or refuses them,
 * and which library a KAZOO whose core is not public encodes with.
 * @source kz_http_util:json_to_querystring/1 (names are not escaped at all); RFC 3986 6.2.2, what `uri_string:normalize/1`
 *   does; the HTML form encoding, what `uri_string:compose_query/1` does
 */
type Params = Record<string, unknown>

interface FormDialect {
  name: string
  writeName: (text: string) => string
  writeValue: (text: string) => string
  brackets: readonly [open: string, close: string]
}

const escapeAllBut =
  (kept: RegExp, space: '+' | '%20', hex: 'upper' | 'lower' = 'upper') =>
  (text: string): string =>
    [...Buffer.from(text)]
      .map((byte) => {
        const sign = String.fromCharCode(byte)
        if (sign === ' ') return space
        const digits = byte.toString(16).padStart(2, '0')
        return kept.test(sign) ? sign : `%${hex === 'upper' ? digits.toUpperCase() : digits}`
      })
      .join('')

const kazoo = escapeAllBut(/[A-Za-z0-9._~-]/, '+')
const asItIs = (text: string): string => text
const PLAIN = ['[', ']'] as const
const ESCAPED = ['%5B', '%5D'] as const

export const FORM_DIALECTS: readonly FormDialect[] = [
  { name: 'KAZOO: names and brackets as they are', writeName: asItIs, writeValue: kazoo, brackets: PLAIN },
  { name: 'names escaped, brackets not', writeName: kazoo, writeValue: kazoo, brackets: PLAIN },
  { name: 'brackets escaped', writeName: kazoo, writeValue: kazoo, brackets: ESCAPED },
  formDialect('compose_query: ~ escaped, * not', escapeAllBut(/[A-Za-z0-9._*-]/, '+')),
  formDialect('quote: spaces as %20', escapeAllBut(/[A-Za-z0-9._~-]/, '%20')),
  formDialect('hexadecimal digits in lower case', escapeAllBut(/[A-Za-z0-9._~-]/, '+', 'lower'), ['%5b', '%5d']),
  formDialect('every sign escaped', escapeAllBut(/(?!)/, '%20')),
]

function formDialect(
  name: string,
  write: (text: string) => string,
  brackets: FormDialect['brackets'] = ESCAPED,
): FormDialect {
  return { name, writeName: write, writeValue: write, brackets }
}

/** Objects and lists that are empty leave an empty pair, `a=1&&b=2`, as in KAZOO. */
export function writeForm({ writeName, writeValue, brackets: [open, close] }: FormDialect, params: Params): string {
  const write = (name: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map((item) => write(`${name}${open}${close}`, item)).join('&')
    if (typeof value !== 'object' || value === null) return `${name}=${writeValue(String(value))}`
    return Object.entries(value)
      .map(([key, item]) => write(`${name}${open}${writeName(key)}${close}`, item))
      .join('&')
  }
  return Object.entries(params)
    .map(([name, value]) => write(writeName(name), value))
    .join('&')
}

const escapeUnits = (json: string, hex: (unit: string) => string): string =>
  json.replace(/[^\x00-\x7f]/g, (unit) => `\\u${hex(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`)

export const JSON_DIALECTS: readonly { name: string; write: (params: Params) => string }[] = [
  { name: 'UTF-8 as it is', write: (params) => JSON.stringify(params) },
  { name: 'escaped, lower case', write: (params) => escapeUnits(JSON.stringify(params), asItIs) },
  {
    name: 'escaped, upper case',
    write: (params) => escapeUnits(JSON.stringify(params), (digits) => digits.toUpperCase()),
  },
  { name: 'slashes escaped', write: (params) => JSON.stringify(params).replaceAll('/', '\\/') },
  { name: 'with white space', write: (params) => JSON.stringify(params, null, 2) },
  { name: 'with a byte order mark', write: (params) => `\ufeff${JSON.stringify(params)}` },
]
