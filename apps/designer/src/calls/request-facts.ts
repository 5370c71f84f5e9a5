/** What a logged request says, in the forms in which people want it: a flat table, the keys pressed, a curl. */
import { parseCallFacts } from '@callflow-studio/model'
import type { CallRequestDetail, LoggedLookUp } from '@callflow-studio/model/api'

type WireRequest = NonNullable<CallRequestDetail['request']>

/** Nested parameters as `Digits.pin`, in the order in which KAZOO sent them. */
export function flatParams(params: Readonly<Record<string, unknown>>, prefix = ''): [name: string, value: string][] {
  return Object.entries(params).flatMap(([name, value]): [string, string][] => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    if (Array.isArray(value)) return [[path, value.map(String).join(', ')]]
    if (typeof value === 'object' && value !== null) return flatParams(value as Record<string, unknown>, path)
    return [[path, String(value)]]
  })
}

/** The request line, the content type and the body, as far as the log keeps them. */
export const rawText = ({ method, url, contentType, body }: WireRequest): string =>
  [
    `${method} ${url}`,
    ...(contentType === '' ? [] : [`Content-Type: ${contentType}`]),
    ...(body === '' ? [] : ['', body]),
  ].join('\n')

/** The digits that this request brings and the one before did not. */
export function newDigits(before: WireRequest | null, now: WireRequest | null): string {
  if (!now) return ''
  const old = before ? parseCallFacts(before.params).digits : {}
  return Object.entries(parseCallFacts(now.params).digits)
    .filter(([name, value]) => old[name] !== value)
    .map(([, value]) => value)
    .join('')
}

/** The look-up that each step of a request made, by the place of the step in the trace. */
export function lookUpsByEntry({ nodes, lookUps }: CallRequestDetail): ReadonlyMap<number, LoggedLookUp> {
  const found = new Map<number, LoggedLookUp>()
  const open = [...lookUps]
  nodes.forEach(({ kind, nodeId }, at) => {
    const index = kind === 'ran' || kind === 'failed' ? open.findIndex((lookUp) => lookUp.nodeId === nodeId) : -1
    const [lookUp] = index === -1 ? [] : open.splice(index, 1)
    if (lookUp) found.set(at, lookUp)
  })
  return found
}

/**
 * Variables as text; new is what this request made another value of.
 * @param before as they were when it came in
 */
export function writtenVariables(
  { variables }: CallRequestDetail,
  before: Readonly<Record<string, unknown>>,
): { name: string; value: string; isNew: boolean }[] {
  const write = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
  return Object.entries(variables).map(([name, value]) => ({
    name,
    value: write(value),
    isNew: write(before[name] ?? '') !== write(value),
  }))
}

/** The command that makes the same request again, from a shell. */
export function toCurl({ method, url, contentType, body }: WireRequest): string {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
  const parts = [`curl -X ${method} ${quote(url)}`]
  if (method !== 'GET') parts.push(`-H ${quote(`Content-Type: ${contentType}`)}`, `--data-raw ${quote(body)}`)
  return parts.join(' \\\n  ')
}
