/** Which steps the list offers, and why some cannot stand there. */
import {
  definitionOf,
  type FlowDocument,
  type FlowKind,
  type NodeDefinition,
  nodeTypes,
  refuseStep,
  whyUnavailable,
} from '@callflow-studio/model'
import type { QuickAdd } from '../canvas-store.ts'
import { searchSteps } from './search-steps.ts'

export interface OfferedStep {
  definition: NodeDefinition
  /** Why it cannot stand there, in words; null if it can. */
  refusal: string | null
}

type Purpose = QuickAdd['purpose']
const LIKELY = 3
const SIMILAR = 5
/** Where nothing tells what is likely. */
const COMMON = ['tts', 'input.menu', 'ring_group', 'user', 'voicemail']

/** @returns up to three steps that are likely there, or kinds like the one to be replaced; each of them can stand there */
export function likelySteps(document: FlowDocument, purpose: Purpose, kind: FlowKind): readonly NodeDefinition[] {
  if (purpose.kind === 'replace') return similarSteps(document, purpose, kind)
  const types = new Set([...nextAfter(document, purpose), ...COMMON])
  return [...types]
    .filter((type) => refuse(document, purpose, type, kind) === null)
    .flatMap((type) => definitionOf(type) ?? [])
    .slice(0, LIKELY)
}

/** Kinds of the same category, those used most first. */
function similarSteps(
  document: FlowDocument,
  purpose: Extract<Purpose, { kind: 'replace' }>,
  kind: FlowKind,
): readonly NodeDefinition[] {
  const own = definitionOf(document.nodes.find(({ id }) => id === purpose.nodeId)?.type ?? '')
  return offeredSteps(document, purpose, '', kind)
    .filter(
      ({ definition, refusal }) => definition !== own && refusal === null && definition.category === own?.category,
    )
    .map(({ definition }) => definition)
    .slice(0, SIMILAR)
}

/** @returns what a search finds; all steps, those used most first, for an empty query */
export function offeredSteps(
  document: FlowDocument,
  purpose: Purpose,
  query: string,
  kind: FlowKind,
): readonly OfferedStep[] {
  const drawable = nodeTypes
    .filter(({ kind }) => kind !== 'start' && kind !== 'fallback' && (kind !== 'note' || purpose.kind === 'free'))
    .toSorted((a, b) => (a.mostUsedRank ?? RARE) - (b.mostUsedRank ?? RARE))
  return searchSteps(drawable, query).map((definition) => ({
    definition,
    refusal: refuse(document, purpose, definition.type, kind),
  }))
}
const RARE = 99

function nextAfter(document: FlowDocument, purpose: Purpose): readonly string[] {
  const [nodeId, port] = from(document, purpose) ?? []
  const node = document.nodes.find(({ id }) => id === nodeId)
  return (node && port !== undefined && definitionOf(node.type)?.next?.(port)) || []
}

/** The port that leads there; null where none does. */
function from(document: FlowDocument, purpose: Purpose): [nodeId: string, port: string] | null {
  if (purpose.kind === 'after') return [purpose.from.nodeId, purpose.from.port]
  const edge = document.edges.find(({ id, target }) =>
    purpose.kind === 'insert' ? id === purpose.edgeId : purpose.kind === 'replace' && target === purpose.nodeId,
  )
  return edge ? [edge.source, edge.sourceHandle] : null
}

function refuse(document: FlowDocument, purpose: Purpose, type: string, kind: FlowKind): string | null {
  const definition = definitionOf(type)
  const why = definition && whyUnavailable(definition, kind)
  if (why) return why.message
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
