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
import { readStored, readText } from './read-stored.ts'

/** What the flow list shows of a document. */
interface FlowOutline {
  format: FlowDocument['settings']['format']
  kazoo: KazooProfile | null
  needsKazoo: KazooVersion[] | null
  draftChanged: boolean
  changedSteps: number
  steps: number
  outline: { type: string; x: number; y: number }[]
  searchText: string
  /** Why the draft cannot be read, where it cannot. */
  unreadable?: string
}

export interface Summary {
  outline: FlowOutline
  /** False: the text that is stored is no JSON. */
  isJson: boolean
}

/**
 * @param published the document that the draft is compared with; null: never published, so all of it is a draft
 */
export function summarizeFlow(draft: string, published: string | null): Summary {
  const read = readText(draft)
  const document = read.ok ? read.value : emptyDocument()
  const before = published === null ? null : readStored(published)
  const changedSteps = before ? compareDocuments(before, document).steps.length : 0
  const needed = neededVersions(document)
  const outline: FlowOutline = {
    format: (before ?? document).settings.format,
    kazoo: document.settings.kazoo ?? null,
    needsKazoo: needed.length === KAZOO_VERSIONS.length ? null : needed,
    draftChanged: before === null || changedSteps > 0 || hasOtherSettings(before, document),
    changedSteps,
    steps: document.nodes.filter((node) => isStep(node.type)).length,
    outline: document.nodes.map(({ type, position: { x, y } }) => ({ type, x, y })),
    searchText: searchTextOf(document),
    ...(read.ok ? {} : { unreadable: read.diagnostics[0]?.message ?? '' }),
  }
  return { outline, isJson: read.ok || isJson(draft) }
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

const LONGEST_SEARCH_TEXT = 20_000

function searchTextOf({ nodes }: FlowDocument): string {
  const found = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number') found.add(String(value))
    else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) collect(item)
  }
  for (const { name, data } of nodes) collect([name, data])
  return [...found].join(' ').slice(0, LONGEST_SEARCH_TEXT)
}
