/** Finds steps by their name, kind, texts, numbers and ids: by what a user may remember of them. */
import { definitionOf, type FlowDocument, type FlowNode, titleOf } from '@callflow-studio/model'
import { callOrder } from '../call-order.ts'

export interface FoundStep {
  node: FlowNode
  /** The value inside the step that holds the words; null where its name does. */
  where: string | null
}

const AROUND = 24

/** @returns those whose name holds the words first, else in call order; all for an empty query */
export function findInFlow(document: FlowDocument, query: string): FoundStep[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const ordered = callOrder(document)
  const notes = document.nodes.map(({ id }) => id).filter((id) => !ordered.includes(id))
  const words = query.trim().toLowerCase().split(/\s+/)
  const found = [...ordered, ...notes].flatMap((id): FoundStep[] => {
    const node = byId.get(id)
    return node ? match(node, words) : []
  })
  return query.trim() === ''
    ? found
    : [...found.filter(({ where }) => where === null), ...found.filter(({ where }) => where !== null)]
}

function match(node: FlowNode, words: readonly string[]): FoundStep[] {
  const name = `${titleOf(node)} ${definitionOf(node.type)?.title ?? ''} ${node.type}`.toLowerCase()
  if (words.every((word) => name.includes(word))) return [{ node, where: null }]
  const values = textsIn(node.data)
  const all = `${name} ${node.id} ${values.join(' ')}`.toLowerCase()
  if (!words.every((word) => all.includes(word))) return []
  const first = words.find((word) => !name.includes(word)) ?? ''
  const value = values.find((text) => text.toLowerCase().includes(first))
  return [{ node, where: value === undefined ? node.id : excerpt(value, first) }]
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

/** The words and a little around them. */
function excerpt(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word)
  const from = Math.max(0, at - AROUND)
  const to = Math.min(text.length, at + word.length + AROUND)
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
}
