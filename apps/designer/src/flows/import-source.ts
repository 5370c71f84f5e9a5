/** What a text is that somebody wants as a flow, found out by itself: no one has to know what their file is called. */
import { createFlowSchema, type Flow, saveFlowSchema } from '@callflow-studio/model/api'

export type ImportSource = { name: string } & (
  | { kind: 'document'; document: Flow['document'] }
  /** Anything else is taken for a callflow, so that its mistakes are told as those of one. */
  | { kind: 'callflow'; text: string }
  /** `baseUrl` is where the document is served: null where the user goes without, undefined before they are asked. */
  | { kind: 'twiml'; text: string; baseUrl?: string | null }
)

/** As long as the name of a flow may be. */
const MOST_LETTERS = 200

/**
 * @param fileName null for pasted text
 * @param unnamed what a flow is called that has no name and comes from no file
 * @returns named after itself, else after its file, else after the numbers that a callflow is for
 */
export function importSourceOf(text: string, fileName: string | null, unnamed: string): ImportSource {
  const bare = text.replace(/^\uFEFF/, '')
  const file = nameOfFile(fileName ?? '')
  const outside = file || unnamed
  if (bare.trimStart().startsWith('<')) return { kind: 'twiml', name: outside, text: bare }
  const content = parse(bare)
  const named = createFlowSchema.safeParse(content)
  if (named.success && named.data.document)
    return { kind: 'document', name: named.data.name, document: named.data.document }
  const document = saveFlowSchema.shape.document.safeParse(content)
  if (document.success) return { kind: 'document', name: outside, document: document.data }
  return { kind: 'callflow', name: nameIn(content) || file || numbersIn(content) || unnamed, text: bare }
}

/** A callflow's document; the API of KAZOO puts it into `data`, so that what is asked for may stand in either. */
function* documentsIn(content: unknown): Generator<Record<string, unknown>> {
  if (typeof content !== 'object' || content === null) return
  const document = content as Record<string, unknown>
  yield document
  if (document.module === undefined) yield* documentsIn(document.data)
}

function nameIn(content: unknown): string {
  for (const { name } of documentsIn(content)) if (typeof name === 'string') return shortened(name)
  return ''
}

function numbersIn(content: unknown): string {
  for (const { numbers } of documentsIn(content))
    if (Array.isArray(numbers)) return shortened(numbers.filter((number) => typeof number === 'string').join(', '))
  return ''
}

const nameOfFile = (fileName: string): string => shortened(fileName.replace(/\.(json|xml|twiml|txt)$/i, ''))

const shortened = (name: string): string => name.trim().slice(0, MOST_LETTERS)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // What is wrong with it, and where, is said by whoever draws it.
  }
}
