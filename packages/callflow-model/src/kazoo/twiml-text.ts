/** TwiML as text: verbs are written and read by an XML library, so that no value can change the structure. */
import { DOMImplementation, DOMParser, type Element, XMLSerializer } from '@xmldom/xmldom'

/** One element of a TwiML answer. */
export interface Verb {
  name: string
  /** Those that are undefined are left out. */
  attributes?: Readonly<Record<string, string | number | undefined>>
  /** Text, or what is nested; left out: `<Pause/>`, since several verbs take no content at all. */
  content?: string | readonly Verb[]
}

const workshop = new DOMImplementation().createDocument(null, 'Response')
const serializer = new XMLSerializer()

/** @returns one verb as XML. Characters that XML cannot hold (control characters, half an emoji) are left out. */
export const writeVerb = (verb: Verb): string =>
  serializer.serializeToString(toElement(verb), { requireWellFormed: true })

/** @returns a whole answer around verbs that are written already. */
export const writeResponse = (verbs: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`

function toElement({ name, attributes = {}, content }: Verb): Element {
  const element = workshop.createElement(name)
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttribute(key, xmlText(String(value)))
  if (typeof content === 'string') element.appendChild(workshop.createTextNode(xmlText(content)))
  else for (const nested of content ?? []) element.appendChild(toElement(nested))
  return element
}

/** What stands outside XML's character range. */
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Returns a text without the characters that XML cannot hold. */
export const xmlText = (text: string): string => text.toWellFormed().replace(UNWRITABLE, '')

/** An answer that was read: its verbs, with texts as they stand. */
export type ReadTwiml = { ok: true; root: ReadVerb } | { ok: false; message: string; isTooLarge?: boolean }

export interface ReadVerb {
  name: string
  attributes: Record<string, string>
  /** All text directly in it, white space too. */
  text: string
  nested: ReadVerb[]
  /** Texts and elements directly in it, in order. KAZOO reads no text of a CDATA section. */
  children: readonly (ReadVerb | ReadText)[]
  /** `<Pause/>` and `<Pause></Pause>` have none. */
  hasContent: boolean
  place: TextPlace
  /** By the name of the attribute. */
  attributePlaces: ReadonlyMap<string, TextPlace>
  /** All text in it, that of nested elements too, in order. */
  words: string
  /** Comments and processing instructions directly in it. */
  remarks: readonly TextPlace[]
}

/** Both from 1. */
export interface TextPlace {
  line: number
  column: number
}

export interface ReadText {
  text: string
  isCdata: boolean
}

/** Whether a child of a verb is text. */
export const isText = (child: ReadVerb | ReadText): child is ReadText => 'isCdata' in child

/**
 * Returns the text of a verb as KAZOO reads it: plain text only, without line ends and spaces around it.
 * @source kz_xml.erl:36
 */
export const plainText = ({ children }: ReadVerb): string =>
  children
    .map((child) => (isText(child) && !child.isCdata ? child.text : ''))
    .join('')
    .replace(/^\n* *\n* *|(?<![\n ])[\n ]*$/g, '')

/** An answer of KAZOO's size has some hundred elements at most; more would keep everybody else waiting. */
const MAX_ELEMENTS = 10_000
const MAX_LETTERS = 2_000_000
const MAX_DEPTH = 50

/**
 * Reads any XML document as verbs. Nothing is fetched or expanded: documents that declare entities are refused. What is too large
 * or declares a document type is refused before it is parsed.
 */
export function readTwiml(body: string): ReadTwiml {
  const refusal = refuseEarly(body)
  if (refusal) return refusal
  let mistake: string | null = null
  try {
    // An unquoted attribute is no more than a warning to the library; that a text holds U+FFFD is nothing to KAZOO.
    const refuse = (_level: string, message: string, { locator }: { locator?: Located }): void => {
      if (message.startsWith('Unicode replacement character')) return
      mistake ??= `Line ${locator?.lineNumber ?? 1}, column ${locator?.columnNumber ?? 1}: ${message.split('\n')[0]}.`
      throw new Error(message)
    }
    const document = new DOMParser({ onError: refuse }).parseFromString(body, 'text/xml')
    if (!document.documentElement) return { ok: false, message: 'It is empty.' }
    const root = readElement(document.documentElement, 1)
    return root
      ? { ok: true, root }
      : { ok: false, message: `Its elements are nested more than ${MAX_DEPTH} deep.`, isTooLarge: true }
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return { ok: false, message: mistake ?? why }
  }
}

interface Located {
  lineNumber?: number
  columnNumber?: number
}

function refuseEarly(body: string): Extract<ReadTwiml, { ok: false }> | null {
  const tooLarge = (message: string) => ({ ok: false, message, isTooLarge: true }) as const
  if (body.length > MAX_LETTERS) return tooLarge('It has more than 2,000,000 characters.')
  if (declaresDocumentType(body))
    return {
      ok: false,
      message: 'It declares a document type with entities or an address. Remove the line <!DOCTYPE …>.',
    }
  let elements = 0
  for (let at = body.indexOf('<'); at !== -1; at = body.indexOf('<', at + 1))
    if (!/[/!?]/.test(body.charAt(at + 1)) && ++elements > MAX_ELEMENTS)
      return tooLarge('It has more than 10,000 elements.')
  return null
}

/**
 * A declaration comes before the first element, with nothing but comments and processing instructions before it.
 * `<!DOCTYPE Response>` declares nothing, and KAZOO takes it.
 */
function declaresDocumentType(body: string): boolean {
  for (let at = body.indexOf('<'); at !== -1; at = body.indexOf('<', at)) {
    const end = body.startsWith('<!--', at) ? '-->' : body.startsWith('<?', at) ? '?>' : null
    if (end === null) return /^<!doctype(?!\s+[\w:.-]{1,50}\s*>)/i.test(body.slice(at, at + 100))
    const closed = body.indexOf(end, at)
    if (closed === -1) return false
    at = closed + end.length
  }
  return false
}

const ELEMENT = 1
const TEXT = 3
const CDATA = 4
/** Processing instructions and comments. */
const REMARKS = [7, 8]

const placeOf = ({ lineNumber = 1, columnNumber = 1 }: Located): TextPlace => ({
  line: lineNumber,
  column: columnNumber,
})

/** @returns null where the elements are nested too deep */
function readElement(element: Element, depth: number): ReadVerb | null {
  if (depth > MAX_DEPTH) return null
  const children: (ReadVerb | ReadText)[] = []
  const remarks: TextPlace[] = []
  // By siblings: the library’s lists of children take long to walk.
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === TEXT || node.nodeType === CDATA)
      children.push({ text: node.nodeValue ?? '', isCdata: node.nodeType === CDATA })
    else if (node.nodeType === ELEMENT) {
      const child = readElement(node as Element, depth + 1)
      if (!child) return null
      children.push(child)
    } else if (REMARKS.includes(node.nodeType)) remarks.push(placeOf(node))
  }
  const attributes = [...element.attributes]
  return {
    name: element.tagName,
    attributes: Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
    text: children.map((child) => (isText(child) ? child.text : '')).join(''),
    nested: children.flatMap((child) => (isText(child) ? [] : [child])),
    children,
    hasContent: element.firstChild !== null,
    place: placeOf(element),
    attributePlaces: new Map(attributes.map((attribute) => [attribute.name, placeOf(attribute)])),
    words: children.map((child) => (isText(child) ? child.text : child.words)).join(''),
    remarks,
  }
}
