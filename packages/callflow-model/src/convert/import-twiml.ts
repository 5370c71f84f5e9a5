/**
 * A TwiML document as a flow, for people who move from an application that answered TwiML: its verbs as steps, one after the
 * other. Where such an application was asked again (`action`, `Redirect`), the flow asks it still, so that it can be moved piece
 * by piece. Every verb, attribute and word is in the drawing or named in a diagnostic with its line and column.
 * @source docs/kazoo/protocol.md#accepted-twiml; decision 0020
 */
import type { Result } from '../diagnostics/diagnostic.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { type ReadVerb, readTwiml, type TextPlace } from '../kazoo/twiml-text.ts'
import { MAX_IMPORTED_NODES } from './import-callflow.ts'
import { type ImportOptions, imported, refuse } from './imported.ts'
import { parseBaseUrl } from './twiml/addresses.ts'
import { drawDial } from './twiml/draw-dial.ts'
import { drawGather } from './twiml/draw-gather.ts'
import { drawHangup, drawRedirect, drawReject, drawSet } from './twiml/draw-other.ts'
import { drawPrompt } from './twiml/draw-prompts.ts'
import { drawRecord } from './twiml/draw-record.ts'
import { flushNotes, report, startDrawing, type TwimlDrawing } from './twiml/drawing.ts'
import { attributesOf, leaveOutText, leaveOutVerb } from './twiml/left-out.ts'

export interface TwimlOptions extends ImportOptions {
  /** Where the document is served: relative addresses in it count from there, and verbs without `action` ask it again. */
  baseUrl?: string | undefined
}

/**
 * @param source the text of a TwiML document
 * @returns the flow, which answers Callflow JSON; `ok: false` where nothing in it can be drawn
 * @throws never
 * @example importTwiml('<Response><Redirect>../start</Redirect></Response>', { baseUrl: 'https://app.example/ivr/menu' })
 */
export function importTwiml(source: string, { baseUrl, ...options }: TwimlOptions = {}): Result<FlowDocument> {
  const base = baseUrl?.trim() ? parseBaseUrl(baseUrl) : null
  if (baseUrl?.trim() && base === null)
    return refuse('import.base-url', 'The address of the document must begin with http:// or https://.')
  const read = readTwiml(source.trim())
  if (!read.ok && read.isTooLarge) return refuse('import.too-large', `The document is too large. ${read.message}`)
  if (!read.ok) return refuse('import.not-xml', `This XML cannot be read. ${read.message}`)
  if (read.root.name !== 'Response')
    return refuse('import.no-callflow', `This is not TwiML: it begins with ${read.root.name}, not with Response.`)
  if (read.root.nested.length === 0) return refuse('import.no-callflow', 'The Response is empty.')
  const drawing = draw(read.root, base)
  if (drawing.nodes.length > MAX_IMPORTED_NODES)
    return refuse('import.too-large', `The document makes more than ${MAX_IMPORTED_NODES} steps. Split it.`)
  if (drawing.nodes.length === 1)
    return {
      ok: false,
      diagnostics: [
        ...refuse('import.no-callflow', 'It has no verb that can be imported.').diagnostics,
        ...drawing.diagnostics,
      ],
    }
  return imported(drawing, [FORMAT, ...drawing.diagnostics], options)
}

const FORMAT = {
  severity: 'info',
  code: 'import.changed',
  nodeId: null,
  field: null,
  message:
    'The flow answers Callflow JSON, not TwiML: only there does a call continue after a failed Dial. In KAZOO, set the format of the Pivot to “kazoo”.',
} as const

function draw(root: ReadVerb, baseUrl: string | null): TwimlDrawing {
  const drawing = startDrawing(baseUrl)
  attributesOf(drawing, root).finish()
  leaveOutText(drawing, root, 'it is outside all verbs.')
  sayRemarks(drawing, root)
  flushNotes(drawing, null)
  for (const [index, verb] of root.nested.entries()) {
    const before = drawing.nodes.length
    const why = drawing.open.length === 0 ? drawing.endsBecause : null
    drawVerb(drawing, verb, index === root.nested.length - 1)
    const first = drawing.nodes[before]?.id ?? null
    if (why !== null && first !== null)
      report(drawing, verb.place, `${verb.name} is drawn without a connection: ${why}`)
    flushNotes(drawing, first)
    if (drawing.nodes.length > MAX_IMPORTED_NODES) break
  }
  return drawing
}

type Draw = (drawing: TwimlDrawing, verb: ReadVerb, isLast: boolean) => void

const DRAW: ReadonlyMap<string, Draw> = new Map<string, Draw>([
  ['Say', drawPrompt],
  ['Play', drawPrompt],
  ['Pause', drawPrompt],
  ['Gather', drawGather],
  ['Dial', drawDial],
  ['Record', drawRecord],
  ['Set', drawSet],
  ['Redirect', drawRedirect],
  ['Reject', drawReject],
  ['Hangup', drawHangup],
])

function drawVerb(drawing: TwimlDrawing, verb: ReadVerb, isLast: boolean): void {
  const known = DRAW.get(verb.name)
  if (known) known(drawing, verb, isLast)
  else leaveOutVerb(drawing, verb, whyUnknown(verb.name))
}

function whyUnknown(name: string): string {
  const meant = [...DRAW.keys()].find((known) => known.toLowerCase() === name.toLowerCase())
  if (meant) return `names are case-sensitive in KAZOO. Write ${meant}.`
  if (STREAMS.has(name)) return 'only KAZOO 5 supports it, and Callflow Studio has no step for it.'
  return 'KAZOO does not know this verb, and ends the call there.'
}

const STREAMS: ReadonlySet<string> = new Set(['Start', 'Stop', 'Connect'])

/** Comments and processing instructions say nothing to KAZOO. */
function sayRemarks(drawing: TwimlDrawing, root: ReadVerb): void {
  const places: TextPlace[] = []
  const waiting = [root]
  for (let verb = waiting.pop(); verb; verb = waiting.pop()) {
    for (const remark of verb.remarks) places.push(remark)
    for (const nested of verb.nested.toReversed()) waiting.push(nested)
  }
  const [first] = places.sort((a, b) => a.line - b.line || a.column - b.column)
  if (!first) return
  const what =
    places.length === 1 ? 'A comment or processing instruction' : `${places.length} comments or processing instructions`
  report(drawing, first, `${what} ${places.length === 1 ? 'was' : 'were'} left out, from here on.`, {
    severity: 'info',
  })
}
