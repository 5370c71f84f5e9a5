/** Which steps the list offers, and why some cannot stand there. */
import { definitionOf, type FlowDocument, type NodeDefinition, nodeTypes, refuseStep } from '@callflow-studio/model'
import type { QuickAdd } from '../canvas-store.ts'

export interface OfferedStep {
  definition: NodeDefinition
  /** Why it cannot stand there, in words; null if it can. */
  refusal: string | null
}

type Purpose = QuickAdd['purpose']
const LIKELY = 3
/** Where nothing tells what is likely. */
const COMMON = ['tts', 'input.menu', 'ring_group', 'user', 'voicemail']

/** @returns up to three steps that are likely there; each of them can stand there */
export function likelySteps(document: FlowDocument, purpose: Purpose): readonly NodeDefinition[] {
  const own = purpose.kind === 'replace' ? document.nodes.find(({ id }) => id === purpose.nodeId)?.type : undefined
  const types = new Set([...nextBehind(document, purpose), ...COMMON])
  return [...types]
    .filter((type) => type !== own && refuse(document, purpose, type) === null)
    .flatMap((type) => definitionOf(type) ?? [])
    .slice(0, LIKELY)
}

/**
 * Steps whose title, KAZOO module name or synonyms hold every word of the query.
 * @returns titles that begin with it first, then titles that hold it, then the others; all for an empty query
 */
export function offeredSteps(document: FlowDocument, purpose: Purpose, query: string): readonly OfferedStep[] {
  const asked = query.trim().toLowerCase()
  const words = asked.split(/\s+/)
  return nodeTypes
    .filter(({ kind }) => kind !== 'start' && kind !== 'fallback' && (kind !== 'note' || purpose.kind === 'free'))
    .filter((definition) => words.every((word) => searchTextOf(definition).includes(word)))
    .toSorted((a, b) => distance(a, asked) - distance(b, asked))
    .map((definition) => ({ definition, refusal: refuse(document, purpose, definition.type) }))
}

function nextBehind(document: FlowDocument, purpose: Purpose): readonly string[] {
  const [nodeId, port] = from(document, purpose) ?? []
  const node = document.nodes.find(({ id }) => id === nodeId)
  return (node && port !== undefined && definitionOf(node.type)?.next?.(port)) || []
}

/** The way out that leads there; null where none does. */
function from(document: FlowDocument, purpose: Purpose): [nodeId: string, port: string] | null {
  if (purpose.kind === 'behind') return [purpose.from.nodeId, purpose.from.port]
  const edge = document.edges.find(({ id, target }) =>
    purpose.kind === 'insert' ? id === purpose.edgeId : purpose.kind === 'replace' && target === purpose.nodeId,
  )
  return edge ? [edge.source, edge.sourceHandle] : null
}

function refuse(document: FlowDocument, purpose: Purpose, type: string): string | null {
  if (purpose.kind === 'free') return null
  const sources =
    purpose.kind === 'replace'
      ? document.edges.filter(({ target }) => target === purpose.nodeId).map(({ source }) => source)
      : [from(document, purpose)?.[0] ?? '']
  for (const source of sources) {
    const refusal = refuseStep(document, source, type)
    if (refusal !== null) return refusal
  }
  return null
}

const searchTextOf = ({ title, type, synonyms }: NodeDefinition): string =>
  [title, type, type.replaceAll('_', ' '), ...synonyms].join(' ').toLowerCase()

function distance({ title, type, usedMost = 99 }: NodeDefinition, asked: string): number {
  if (asked === '') return usedMost
  const name = title.toLowerCase()
  if (name.startsWith(asked) || type === asked) return 0
  return name.includes(asked) ? 1 : 2
}
