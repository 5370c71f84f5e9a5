/** Addresses in a TwiML document, resolved as a browser would, and the steps that ask them. */
import type { Place } from '../../kazoo/twiml-text.ts'
import { toTemplate } from '../literal-text.ts'
import { type Drawing, type Step, say } from './drawing.ts'
import type { Attributes } from './left-out.ts'

/** The WHATWG URL that browsers and Node.js share; the model is compiled without the types of either. */
const { URL: WebUrl } = globalThis as unknown as {
  URL: new (address: string, base?: string) => { readonly href: string; readonly protocol: string }
}

/** @returns the address in its usual spelling; null where it is not absolute */
export function parseAddress(address: string, base?: string): { href: string; protocol: string } | null {
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
  place: Place
  /** Sent along in the address. Values are constants, or templates. */
  parameters?: Readonly<Record<string, string>>
}

/**
 * The application goes on answering there, until its part is drawn too.
 * @returns null where the address is that of the document, which nobody said
 */
export function asks(drawing: Drawing, { address = '', method, what, place, parameters = {} }: Asked): Step | null {
  const resolved = resolveAddress(drawing, address, what, place)
  if (resolved === null) return null
  const sent = {
    ...Object.fromEntries([...drawing.variables].map(([key, value]) => [key, encode(value)])),
    ...parameters,
  }
  const isGet = method?.toLowerCase() === 'get'
  if (isGet && drawing.hasCollected)
    say(
      drawing,
      place,
      'Some KAZOOs cannot send a GET once keys were pressed or variables set. Let the application take a POST, and change the method.',
    )
  return {
    type: 'pivot',
    data: {
      voice_url: withParameters(toTemplate(resolved), sent),
      method: isGet ? 'get' : 'post',
      req_format: 'twiml',
      req_body_format: 'form',
    },
  }
}

/** `get` or `post`, in any case; post is KAZOO's default for verbs. */
export function takeMethod(attributes: Attributes): string | undefined {
  const method = attributes.take('method')
  if (method !== undefined && !/^(get|post)$/i.test(method))
    attributes.leaveOut('method', 'it is neither get nor post.')
  return method
}

/** @returns an address as it is, or made absolute; null where it takes an address of the document that nobody said */
export function resolveAddress(drawing: Drawing, address: string, what: string, place: Place): string | null {
  const text = address.trim()
  const absolute = parseAddress(text)
  // KAZOO knows the scheme in lower case only.
  if (absolute) return /^https?:/i.test(text) && !/^https?:/.test(text) ? absolute.href : text
  const resolved = drawing.baseUrl === null ? null : parseAddress(text, drawing.baseUrl)
  if (resolved) return resolved.href
  const isOwn = text === ''
  say(
    drawing,
    place,
    isOwn
      ? `${what} asks the address of this document again, which is not known. Import the document with its address, or draw what follows.`
      : `${what} is the relative address “${text}”. Import the document with its address, or write the whole address into the step.`,
    { code: 'import.address-unknown' },
  )
  return isOwn ? null : text
}

export const encode = (value: string): string => encodeURIComponent(value)

function withParameters(address: string, parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters).map(([key, value]) => `${encode(key)}=${value}`)
  if (pairs.length === 0) return address
  const [path = '', ...fragment] = address.split('#')
  const joined = `${path}${path.includes('?') ? '&' : '?'}${pairs.join('&')}`
  return [joined, ...fragment].join('#')
}
