import {
  compareDocuments,
  emptyDocument,
  type FlowDocument,
  isStep,
  KAZOO_VERSIONS,
  type KazooProfile,
  type KazooVersion,
  neededVersions,
} from '@callflow-studio/model'
import { readDocumentText, readStored } from './read-stored.ts'

/** What the flow list shows of a flow's documents. */
export interface DraftSummary {
  format: FlowDocument['settings']['format']
  kazoo: KazooProfile | null
  needsKazoo: KazooVersion[] | null
  draftChanged: boolean
  changedSteps: number
  steps: number
  outline: { type: string; x: number; y: number }[]
  /** Why the draft cannot be read, where it cannot. */
  unreadable?: string
  /** False: the text that is stored is no JSON. */
  isJson: boolean
}

export interface SummarizedFlow {
  summary: DraftSummary
  /** Texts, ids and numbers in the flow. */
  searchText: string
}

/**
 * @param published the document that the draft is compared with; null: never published, so all of it is a draft
 */
export function summarizeFlow(draft: string, published: string | null): SummarizedFlow {
  const read = readDocumentText(draft)
  const document = read.ok ? read.value : emptyDocument()
  const before = published === null ? null : readStored(published)
  const changedSteps = before ? compareDocuments(before, document).steps.length : 0
  const needed = neededVersions(document)
  const summary: DraftSummary = {
    format: (before ?? document).settings.format,
    kazoo: document.settings.kazoo ?? null,
    needsKazoo: needed.length === KAZOO_VERSIONS.length ? null : needed,
    draftChanged: before === null || changedSteps > 0 || hasOtherSettings(before, document),
    changedSteps,
    steps: document.nodes.filter((node) => isStep(node.type)).length,
    outline: outlineOf(document),
    isJson: read.ok || isJson(draft),
    ...(read.ok ? {} : { unreadable: read.diagnostics[0]?.message ?? '' }),
  }
  return { summary, searchText: searchTextOf(document) }
}

/** A thumbnail has room for so many bars, each in a place of its own. */
const COLUMNS = 16
const ROWS = 16
const MAX_BARS = 48

/** Where steps stand, as closely as a thumbnail shows it: a list of large flows would be megabytes long. */
function outlineOf({ nodes }: FlowDocument): DraftSummary['outline'] {
  const all = nodes.map(({ type, position: { x, y } }) => ({ type, x: Math.round(x), y: Math.round(y) }))
  if (all.length <= MAX_BARS) return all
  const [left, top] = [Math.min(...all.map(({ x }) => x)), Math.min(...all.map(({ y }) => y))]
  const width = Math.max(1, (Math.max(...all.map(({ x }) => x)) - left) / (COLUMNS - 1))
  const height = Math.max(1, (Math.max(...all.map(({ y }) => y)) - top) / (ROWS - 1))
  const places = new Map<string, DraftSummary['outline'][number]>()
  for (const { type, x, y } of all) {
    const [column, row] = [Math.round((x - left) / width), Math.round((y - top) / height)]
    const place = { type, x: Math.round(left + column * width), y: Math.round(top + row * height) }
    if (!places.has(`${column} ${row}`)) places.set(`${column} ${row}`, place)
  }
  const bars = [...places.values()]
  const every = Math.max(1, bars.length / MAX_BARS)
  return Array.from({ length: Math.min(bars.length, MAX_BARS) }, (_, index) => bars[Math.floor(index * every)]).flatMap(
    (bar) => bar ?? [],
  )
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false // what is stored may be damaged
  }
}

const hasOtherSettings = (before: FlowDocument, after: FlowDocument): boolean =>
  JSON.stringify([before.settings, before.variables]) !== JSON.stringify([after.settings, after.variables])

const MAX_SEARCH_TEXT = 20_000

function searchTextOf({ nodes }: FlowDocument): string {
  const found = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number') found.add(String(value))
    else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) collect(item)
  }
  for (const { name, data } of nodes) collect([name, data])
  return [...found].join(' ').slice(0, MAX_SEARCH_TEXT)
}
