/** TwiML as text: verbs are written and read by an XML library, so that no value can change the structure. */
import { DOMImplementation, DOMParser, type Element, type Node, XMLSerializer } from '@xmldom/xmldom'

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
export type ReadTwiml = { ok: true; root: ReadVerb } | { ok: false; message: string }

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

/** Reads any XML document as verbs. Nothing is fetched or expanded: documents that declare entities are refused. */
export function readTwiml(body: string): ReadTwiml {
  let mistake: string | null = null
  try {
    // An unquoted attribute is no more than a warning to the library; that a text holds U+FFFD is nothing to KAZOO.
    const refuse = (_level: string, message: string, { locator }: { locator?: Place }): void => {
      if (message.startsWith('Unicode replacement character')) return
      mistake ??= `Line ${locator?.lineNumber ?? 1}, column ${locator?.columnNumber ?? 1}: ${message.split('\n')[0]}.`
      throw new Error(message)
    }
    const document = new DOMParser({ onError: refuse }).parseFromString(body, 'text/xml')
    const { doctype } = document
    if (doctype && (doctype.internalSubset || doctype.publicId || doctype.systemId))
      return { ok: false, message: 'It declares a document type of its own.' }
    return document.documentElement
      ? { ok: true, root: readElement(document.documentElement) }
      : { ok: false, message: 'It is empty.' }
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return { ok: false, message: mistake ?? why }
  }
}

interface Place {
  lineNumber?: number
  columnNumber?: number
}

const ELEMENT = 1
const TEXT = 3
const CDATA = 4

function readElement(element: Element): ReadVerb {
  const nodes: Node[] = [...element.childNodes]
  const children = nodes.flatMap((node): (ReadVerb | ReadText)[] => {
    if (node.nodeType === ELEMENT) return [readElement(node as Element)]
    if (node.nodeType !== TEXT && node.nodeType !== CDATA) return []
    return [{ text: node.nodeValue ?? '', isCdata: node.nodeType === CDATA }]
  })
  return {
    name: element.tagName,
    attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    text: children.map((child) => (isText(child) ? child.text : '')).join(''),
    nested: children.flatMap((child) => (isText(child) ? [] : [child])),
    children,
    hasContent: nodes.length > 0,
  }
}
