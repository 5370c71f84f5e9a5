/** Steps as text: what is copied here can be pasted into another flow, another tab, a mail, and back. */
import {
  definitionOf,
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  flowEdgeSchema,
  flowNodeSchema,
} from '@callflow-studio/model'
import { z } from 'zod'

export interface ClipboardFragment {
  nodes: FlowNode[]
  edges: FlowEdge[]
  /** Comes from nowhere on a canvas: it goes to the pointer, rather than beside where it was. */
  isForeign?: boolean
  /** Why it has no steps, where the text was meant as some. */
  refusal?: string
}

/** A whole document will do as well. */
const fragmentSchema = z.looseObject({ nodes: z.array(z.unknown()), edges: z.array(z.unknown()) })

/** The selected steps and the connections among them; start and fallback stay, each flow has its own. */
export function fragmentOf(document: FlowDocument, ids: readonly string[]): ClipboardFragment {
  const nodes = document.nodes.filter((node) => ids.includes(node.id) && canBeCopied(node))
  return { nodes, edges: among(nodes, document.edges) }
}

export const toClipboardText = ({ nodes, edges }: ClipboardFragment): string =>
  JSON.stringify({ nodes, edges }, null, 2)

/** @returns null where the text holds no step */
export function fromClipboardText(text: string): ClipboardFragment | null {
  const fragment = fragmentSchema.safeParse(parseJson(text))
  if (!fragment.success) return null
  const nodes = fragment.data.nodes.flatMap((each) => read(flowNodeSchema, each)).filter(canBeCopied)
  if (nodes.length === 0) return null
  return {
    nodes,
    edges: among(
      nodes,
      fragment.data.edges.flatMap((each) => read(flowEdgeSchema, each)),
    ),
  }
}

const canBeCopied = ({ type }: FlowNode): boolean => {
  const kind = definitionOf(type)?.kind
  return kind !== 'start' && kind !== 'fallback'
}

function among(nodes: readonly FlowNode[], edges: readonly FlowEdge[]): FlowEdge[] {
  const ids = new Set(nodes.map(({ id }) => id))
  return edges.filter(({ source, target }) => ids.has(source) && ids.has(target))
}

function read<T>(schema: z.ZodType<T>, value: unknown): T[] {
  const parsed = schema.safeParse(value)
  return parsed.success ? [parsed.data] : []
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Any other text that somebody copied: there is nothing in it for the canvas.
    return null
  }
}
