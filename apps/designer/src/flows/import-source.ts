/** What a text is that somebody wants as a flow, found out by itself: no one has to know what their file is called. */
import { callflowsIn, detectImporter, importers, readPastedJson } from '@callflow-studio/model'
import { createFlowSchema, type Flow, type ImportInput, saveFlowSchema } from '@callflow-studio/model/api'

/** A text to convert. `baseUrl` is where it is served: null where the user goes without, undefined before they are asked. */
export type ForeignSource = { kind: ImportInput['format']; text: string; baseUrl?: string | null }

/** A callflow of an account that a connection reaches: it is read when it is drawn. */
export interface KazooSource {
  kind: 'kazoo'
  accountId: string
  callflowId: string
}

export type ImportSource = { name: string } & (
  | { kind: 'document'; document: Flow['document'] }
  | ForeignSource
  | KazooSource
  /** An entry of a list of callflows that names one and does not hold it, as KAZOO's own lists do. */
  | { kind: 'summary' }
)

/** As long as the name of a flow may be. */
const MAX_LETTERS = 200

/**
 * Returns what a text holds: one flow, or each entry of a list of callflows.
 * @param fileName null for pasted text
 * @param unnamed what a flow is called that has no name and comes from no file
 */
export function importSourcesOf(text: string, fileName: string | null, unnamed: string): ImportSource[] {
  const content = parse(text)
  const entries = callflowsIn(content)
  const isList = entries.length > 0 && entries[0] !== content
  if (!isList) return [importSourceOf(text, fileName, unnamed)]
  return entries.map((entry, index): ImportSource => {
    const place = `${nameOfFile(fileName ?? '') || unnamed} ${index + 1}`
    const name = nameIn(entry) || numbersIn(entry) || idIn(entry) || place
    if (!holdsFlow(entry)) return { kind: 'summary', name }
    return { ...importSourceOf(JSON.stringify(entry), null, place), name }
  })
}

/**
 * @param fileName null for pasted text
 * @param unnamed what a flow is called that has no name and comes from no file
 * @returns named after itself, else after its file, else after the numbers that a callflow is for
 */
export function importSourceOf(text: string, fileName: string | null, unnamed: string): ImportSource {
  const bare = text.replace(/^\uFEFF/, '')
  const file = nameOfFile(fileName ?? '')
  const content = parse(bare)
  const named = createFlowSchema.safeParse(content)
  if (named.success && named.data.document)
    return { kind: 'document', name: named.data.name, document: named.data.document }
  const document = saveFlowSchema.shape.document.safeParse(content)
  if (document.success) return { kind: 'document', name: file || unnamed, document: document.data }
  return { kind: detectImporter(bare).id, name: nameIn(content) || file || numbersIn(content) || unnamed, text: bare }
}

/** A callflow's document; the API of KAZOO puts it into `data`, so that what is asked for may stand in either. */
function* documentsIn(content: unknown): Generator<Record<string, unknown>> {
  if (typeof content !== 'object' || content === null) return
  const document = content as Record<string, unknown>
  yield document
  if (document.module === undefined) yield* documentsIn(document.data)
}

function idIn(content: unknown): string {
  for (const { id, _id } of documentsIn(content)) {
    const known = id ?? _id
    if (typeof known === 'string') return shortened(known)
  }
  return ''
}

/** Whether there is something to draw, a flow that was exported here among it. */
const holdsFlow = (content: unknown): boolean =>
  [...documentsIn(content)].some(({ module, flow, document, nodes }) => module ?? flow ?? document ?? nodes)

function nameIn(content: unknown): string {
  for (const { name } of documentsIn(content)) if (typeof name === 'string') return shortened(name)
  return ''
}

function numbersIn(content: unknown): string {
  for (const { numbers } of documentsIn(content))
    if (Array.isArray(numbers)) return shortened(numbers.filter((number) => typeof number === 'string').join(', '))
  return ''
}

/** Endings of files that may hold a flow. */
export const FILE_TYPES: readonly string[] = [...new Set(importers.flatMap(({ fileTypes }) => fileTypes))]

function nameOfFile(fileName: string): string {
  const ending = FILE_TYPES.find((type) => fileName.toLowerCase().endsWith(type)) ?? ''
  return shortened(fileName.slice(0, fileName.length - ending.length))
}

const shortened = (name: string): string => name.trim().slice(0, MAX_LETTERS)

function parse(text: string): unknown {
  const read = readPastedJson(text)
  return read.ok ? read.value : null // What is wrong with it, and where, is said when it is drawn.
}
