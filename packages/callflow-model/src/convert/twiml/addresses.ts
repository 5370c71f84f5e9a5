/** Addresses in a TwiML document, resolved as a browser would, and the steps that ask them. */
import type { ReadVerb, TextPlace } from '../../kazoo/twiml-text.ts'
import { toTemplate } from '../literal-text.ts'
import { report, type Step, type TwimlDrawing } from './drawing.ts'
import type { Attributes } from './left-out.ts'

/** The WHATWG URL that browsers and Node.js share; the model is compiled without the types of either. */
const { URL: WebUrl } = globalThis as unknown as {
  URL: new (address: string, base?: string) => { readonly href: string; readonly protocol: string }
}

/** @returns the address in its usual spelling; null where it is not absolute */
function parseAddress(address: string, base?: string): { href: string; protocol: string } | null {
  try {
    return new WebUrl(address, base)
  } catch {
    return null // not an address, or relative without a base: the caller says so
  }
}

/** @returns a http or https address in its usual spelling; null for anything else */
export function parseBaseUrl(text: string): string | null {
  const url = parseAddress(text.trim())
  return url && /^https?:$/.test(url.protocol) ? url.href : null
}

export interface Asked {
  /** As in the document; undefined or empty: the address of the document itself. */
  address: string | undefined
  method: string | undefined
  /** Whose address it is, for messages: "action of Gather"; without an address who asks: "Gather without action". */
  what: string
  /** Has the places of both. */
  verb: ReadVerb
  /** Sent along in the address. Values are constants, or templates. */
  parameters?: Readonly<Record<string, string>>
}

/**
 * The application goes on answering there, until its part is drawn too.
 * @returns null where the address is that of the document, which nobody said
 */
export function asks(drawing: TwimlDrawing, asked: Asked): Step | null {
  const { address = '', method, what, verb, parameters = {} } = asked
  const resolved = resolveImportedAddress(drawing, address, what, verb.attributePlaces.get('action') ?? verb.place)
  if (resolved === null) {
    if (method !== undefined) sayMethod(drawing, asked, 'was left out: no request is made here.')
    return null
  }
  const sent = {
    ...Object.fromEntries([...drawing.variables].map(([key, value]) => [key, encode(value)])),
    ...parameters,
  }
  return {
    type: 'pivot',
    data: {
      voice_url: withParameters(toTemplate(resolved), sent),
      method: methodOf(drawing, asked),
      req_format: 'twiml',
      req_body_format: 'form',
    },
  }
}

/**
 * Nested values, and of these a request for TwiML has the collected keys only, stop newer HTTP clients of KAZOO from sending a GET.
 * @source docs/kazoo/protocol.md#kazoos-http-client; docs/kazoo/observations.md#walks (req-method-get, tw-facts-custom)
 */
function methodOf(drawing: TwimlDrawing, asked: Asked): 'get' | 'post' {
  if (asked.method?.toLowerCase() !== 'get') return 'post'
  if (!drawing.mayHoldKeys) return 'get'
  sayMethod(
    drawing,
    asked,
    'was changed to post: callers may have pressed keys by then, and many versions of KAZOO cannot send them in a GET. Your application must accept POST.',
  )
  return 'post'
}

const sayMethod = (drawing: TwimlDrawing, { verb, method }: Asked, what: string): void =>
  report(drawing, verb.attributePlaces.get('method') ?? verb.place, `method="${method}" of ${verb.name} ${what}`)

/** `get` or `post`, in any case; post is KAZOO's default for verbs. */
export function takeMethod(attributes: Attributes): string | undefined {
  const method = attributes.take('method')
  if (method === undefined || /^(get|post)$/i.test(method)) return method
  attributes.leaveOut('method', 'it must be get or post.')
  return undefined
}

/** @returns an address as it is, or made absolute; null where it takes an address of the document that nobody said */
export function resolveImportedAddress(
  drawing: TwimlDrawing,
  address: string,
  what: string,
  place: TextPlace,
): string | null {
  const text = address.trim()
  const absolute = parseAddress(text)
  if (absolute) {
    if (!/^https?:/i.test(text) || /^https?:/.test(text)) return text
    const why = 'KAZOO takes the scheme of an address in lower case only.'
    report(drawing, place, `${what}, “${text}”, was changed to ${absolute.href}: ${why}`, { severity: 'info' })
    return absolute.href
  }
  const resolved = drawing.baseUrl === null ? null : parseAddress(text, drawing.baseUrl)
  if (resolved) return resolved.href
  const isOwn = text === ''
  report(
    drawing,
    place,
    isOwn
      ? `${what} requests this document again, but its address is not known. Import the document with its address, or draw the steps that follow.`
      : `${what} is the relative address “${text}”. Import the document with its address, or write the whole address into the step.`,
    { code: 'import.address-unknown' },
  )
  return isOwn ? null : text
}

const encode = (value: string): string => encodeURIComponent(value)

function withParameters(address: string, parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters).map(([key, value]) => `${encode(key)}=${value}`)
  if (pairs.length === 0) return address
  const [path = '', ...fragment] = address.split('#')
  const joined = `${path}${path.includes('?') ? '&' : '?'}${pairs.join('&')}`
  return [joined, ...fragment].join('#')
}
