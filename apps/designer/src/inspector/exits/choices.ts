/**
 * Edits of a menu's choices. A choice's key is also the name of its exit, so the connection moves with the key:
 * each of these is one command, and so one undo step.
 */
import {
  type Command,
  definitionOf,
  type FlowDocument,
  type FlowEdge,
  KEYS,
  setField,
  tolerantData,
} from '@callflow-studio/model'

export interface Choice {
  digits: string
  label?: string | undefined
}

export const freeKeys = (choices: readonly Choice[]): readonly string[] =>
  KEYS.filter((key) => !choices.some(({ digits }) => digits === key))

/** Indexes of choices whose key another choice has too. */
export const usedTwice = (choices: readonly Choice[]): readonly number[] =>
  choices.flatMap(({ digits }, index) =>
    digits !== '' && choices.some((other, at) => at !== index && other.digits === digits) ? [index] : [],
  )

/** Gives a choice another key; its connection comes along, unless the key belongs to another choice already. */
export const rekeyChoice =
  (nodeId: string, path: string, index: number, digits: string): Command =>
  (document) => {
    const choices = choicesOf(document, nodeId, path)
    const choice = choices[index]
    if (!choice || choice.digits === digits) return document
    const changed = setField(nodeId, path, choices.with(index, { ...choice, digits }))(document)
    const others = choices.filter((_, at) => at !== index).map((other) => other.digits)
    if (others.includes(digits) || digits === '') return changed
    const own = others.includes(choice.digits) ? undefined : edgeAt(document, nodeId, choice.digits)
    // While two choices had one key, this one's connection kept the key from before: it is the one without a port.
    const moved = own ?? orphanOf(document, nodeId)
    if (!moved) return changed
    return {
      ...changed,
      edges: changed.edges.map((edge) => (edge.id === moved.id ? { ...edge, sourceHandle: digits } : edge)),
    }
  }

/** Takes a choice out together with its connection. */
export const removeChoice =
  (nodeId: string, path: string, index: number): Command =>
  (document) => {
    const choices = choicesOf(document, nodeId, path)
    const choice = choices[index]
    if (!choice) return document
    const changed = setField(nodeId, path, choices.toSpliced(index, 1))(document)
    const isShared = choices.some((other, at) => at !== index && other.digits === choice.digits)
    const gone = isShared ? undefined : edgeAt(document, nodeId, choice.digits)
    return gone ? { ...changed, edges: changed.edges.filter((edge) => edge.id !== gone.id) } : changed
  }

const choicesOf = (document: FlowDocument, nodeId: string, path: string): readonly Choice[] => {
  const value = document.nodes.find(({ id }) => id === nodeId)?.data[path]
  return Array.isArray(value) ? (value as Choice[]) : []
}

const edgeAt = (document: FlowDocument, nodeId: string, port: string): FlowEdge | undefined =>
  document.edges.find((edge) => edge.source === nodeId && edge.sourceHandle === port)

function orphanOf(document: FlowDocument, nodeId: string): FlowEdge | undefined {
  const node = document.nodes.find(({ id }) => id === nodeId)
  const definition = node && definitionOf(node.type)
  if (!node || !definition) return undefined
  const ports = new Set(definition.ports(tolerantData(definition, node.data)).map(({ key }) => key))
  const orphans = document.edges.filter(
    (edge) => edge.source === nodeId && /^[0-9*#]+$/.test(edge.sourceHandle) && !ports.has(edge.sourceHandle),
  )
  return orphans.length === 1 ? orphans[0] : undefined
}
