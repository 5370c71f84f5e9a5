/** Edits of steps. */
import type { FlowDocument, FlowEdge, FlowNode } from '../document/flow-document.ts'
import { definitionOf, portsOf } from '../nodes/index.ts'
import { changeNodes } from './change-nodes.ts'
import type { Command } from './command.ts'
import { newEdgeId } from './edges.ts'

export const addNode =
  (node: FlowNode): Command =>
  (document) => ({ ...document, nodes: [...document.nodes, node] })

export const moveNodes =
  (ids: readonly string[], dx: number, dy: number): Command =>
  (document) =>
    dx === 0 && dy === 0
      ? document
      : changeNodes(document, (node) =>
          ids.includes(node.id)
            ? { ...node, position: { ...node.position, x: node.position.x + dx, y: node.position.y + dy } }
            : node,
        )

export const placeNodes =
  (positions: Readonly<Record<string, { x: number; y: number }>>): Command =>
  (document) =>
    changeNodes(document, (node) => {
      const place = Object.hasOwn(positions, node.id) ? positions[node.id] : undefined
      return !place || (place.x === node.position.x && place.y === node.position.y)
        ? node
        : { ...node, position: { ...node.position, ...place } }
    })

export const setData =
  (nodeId: string, data: Record<string, unknown>): Command =>
  (document) =>
    changeNodes(document, (node) => (node.id === nodeId && node.data !== data ? { ...node, data } : node))

/**
 * Sets one value inside a node's data.
 * @param path dot path ('rules.1.right')
 * @param value undefined removes the key (in a list: the item)
 */
export const setField =
  (nodeId: string, path: string, value: unknown): Command =>
  (document) =>
    changeNodes(document, (node) => {
      if (node.id !== nodeId) return node
      const data = setAt(node.data, path.split('.'), value)
      return data === node.data ? node : { ...node, data: data as Record<string, unknown> }
    })

/** The user's own title; empty for the kind's. */
export const setName =
  (nodeId: string, name: string): Command =>
  (document) =>
    changeNodes(document, (node) => (node.id === nodeId ? withText(node, 'name', name) : node))

export const setColor =
  (nodeId: string, color: string): Command =>
  (document) =>
    changeNodes(document, (node) => (node.id === nodeId ? withText(node, 'color', color) : node))

/** Sets the ports with free keys that are drawn but not connected. */
export const setOpenPorts =
  (nodeId: string, openPorts: readonly string[]): Command =>
  (document) =>
    changeNodes(document, (node) => {
      if (node.id !== nodeId || (node.openPorts ?? []).join('\n') === openPorts.join('\n')) return node
      const { openPorts: _, ...rest } = node
      return openPorts.length === 0 ? (rest as FlowNode) : { ...node, openPorts: [...openPorts] }
    })

/**
 * Silences a warning at a step.
 * @param reason why it does not matter here; null: it is a warning again
 */
export const silence =
  (nodeId: string, code: string, reason: string | null): Command =>
  (document) =>
    changeNodes(document, (node) => {
      if (node.id !== nodeId || (node.silenced?.[code] ?? null) === reason) return node
      const { silenced: { [code]: _, ...others } = {}, ...rest } = node
      const silenced = reason === null ? others : { ...others, [code]: reason }
      return Object.keys(silenced).length === 0 ? (rest as FlowNode) : { ...node, silenced }
    })

/** Another module of KAZOO in a step's place: its data and connections stay as they are. */
export const setModule =
  (nodeId: string, module: string): Command =>
  (document) =>
    changeNodes(document, (node) => (node.id === nodeId && node.type !== module ? { ...node, type: module } : node))

/** Changes the type of a step, in its place; drops the edges of ports that the new type does not have. */
export const replaceNodeType =
  (nodeId: string, type: string, data: Record<string, unknown>): Command =>
  (document) => {
    const old = document.nodes.find((node) => node.id === nodeId)
    if (!old) return document
    const { openPorts: _, ...rest } = old
    const node = { ...rest, type, data } as FlowNode
    const ports = portsOf(node, []).map(({ key }) => key)
    const kept = document.edges.filter((edge) => edge.source === nodeId)
    const edges = document.edges.flatMap((edge) => {
      if (edge.source !== nodeId || ports.includes(edge.sourceHandle)) return [edge]
      const [only] = ports
      return kept.length === 1 && only !== undefined ? [{ ...edge, sourceHandle: only }] : []
    })
    return { ...document, nodes: document.nodes.map((other) => (other === old ? node : other)), edges }
  }

/**
 * Deletes steps and their connections. With `heal`, an edge to a deleted step leads to the target of its default port.
 * Start and fallback stay.
 */
export const deleteNodes =
  (ids: readonly string[], { heal }: { heal: boolean }): Command =>
  (document) => {
    const kinds = new Set(['start', 'fallback'])
    const gone = new Set(
      document.nodes
        .filter((node) => ids.includes(node.id) && !kinds.has(definitionOf(node.type)?.kind ?? ''))
        .map((node) => node.id),
    )
    if (gone.size === 0) return document
    const edges = document.edges.flatMap((edge) => {
      if (gone.has(edge.source)) return []
      if (!gone.has(edge.target)) return [edge]
      const target = heal ? firstAfter(document, edge.target, gone) : null
      return target === null ? [] : [{ ...edge, target }]
    })
    return { ...document, nodes: document.nodes.filter((node) => !gone.has(node.id)), edges }
  }

/** The target of the default port (`_`, `next`, or the only one) of a deleted step, past further deleted ones. */
function firstAfter(document: FlowDocument, nodeId: string, gone: ReadonlySet<string>): string | null {
  const seen = new Set<string>()
  let at = nodeId
  while (gone.has(at)) {
    if (seen.has(at)) return null
    seen.add(at)
    const out = document.edges.filter((edge) => edge.source === at)
    const plain =
      out.find(({ sourceHandle }) => sourceHandle === '_' || sourceHandle === 'next') ??
      (out.length === 1 ? out[0] : undefined)
    if (!plain) return null
    at = plain.target
  }
  return at
}

/** Copies of steps and of the connections among them, under fresh ids. */
export function copyNodes(
  document: FlowDocument,
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  offset: { x: number; y: number },
): { nodes: FlowNode[]; edges: FlowEdge[] } {
  const ids = new Map<string, string>()
  for (const node of nodes) ids.set(node.id, newNodeId(document, new Set(ids.values())))
  const copies = nodes.map((node) => ({
    ...structuredCopy(node),
    id: ids.get(node.id) ?? node.id,
    position: { ...node.position, x: node.position.x + offset.x, y: node.position.y + offset.y },
  }))
  const taken = new Set<string>()
  const connections = edges.flatMap((edge) => {
    const source = ids.get(edge.source)
    const target = ids.get(edge.target)
    if (source === undefined || target === undefined) return []
    const id = newEdgeId(document, taken)
    taken.add(id)
    return [{ ...edge, id, source, target }]
  })
  return { nodes: copies, edges: connections }
}

/** Adds copies of steps, moved by an offset. `copyNodes` tells their ids. */
export const pasteNodes =
  (nodes: readonly FlowNode[], edges: readonly FlowEdge[], offset: { x: number; y: number }): Command =>
  (document) => {
    if (nodes.length === 0) return document
    const copies = copyNodes(document, nodes, edges, offset)
    return { ...document, nodes: [...document.nodes, ...copies.nodes], edges: [...document.edges, ...copies.edges] }
  }

export const duplicateNodes =
  (ids: readonly string[], offset = { x: 20, y: 20 }): Command =>
  (document) =>
    pasteNodes(
      document.nodes.filter((node) => ids.includes(node.id)),
      document.edges.filter((edge) => ids.includes(edge.source) && ids.includes(edge.target)),
      offset,
    )(document)

/** The smallest free id of the form n1, n2, … */
export function newNodeId(document: FlowDocument, taken: ReadonlySet<string> = new Set()): string {
  const used = new Set(document.nodes.map((node) => node.id))
  let number = document.nodes.length
  while (used.has(`n${number}`) || taken.has(`n${number}`)) number++
  return `n${number}`
}

/** A name that no step's data uses yet: `digits`, `digits_2`, … */
export function newName(document: FlowDocument, base: string): string {
  const texts = JSON.stringify(document.nodes.map((node) => node.data))
  const isFree = (name: string) => !new RegExp(`\\b${name}\\b`).test(texts)
  if (isFree(base)) return base
  let number = 2
  while (!isFree(`${base}_${number}`)) number++
  return `${base}_${number}`
}

/** A new step of this type, with the data that its definition creates. */
export function createNode(document: FlowDocument, type: string, position: { x: number; y: number }): FlowNode {
  const data = definitionOf(type)?.create((base) => newName(document, base)) ?? {}
  return { id: newNodeId(document), type, position, data }
}

function withText(node: FlowNode, key: 'name' | 'color', text: string): FlowNode {
  if ((node[key] ?? '') === text) return node
  const { [key]: _, ...rest } = node
  return text === '' ? (rest as FlowNode) : { ...node, [key]: text }
}

function setAt(container: unknown, [key, ...deeper]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(container)) {
    const index = Number(key)
    const item = setAt(container[index], deeper, value)
    if (item === container[index]) return container
    return item === undefined ? container.filter((_, at) => at !== index) : container.with(index, item)
  }
  const record = (typeof container === 'object' && container !== null ? container : {}) as Record<string, unknown>
  const item = setAt(record[key], deeper, value)
  if (item === record[key] && (item !== undefined || !Object.hasOwn(record, key))) return container ?? record
  if (item !== undefined) return { ...record, [key]: item }
  const { [key]: _, ...rest } = record
  return rest
}

/** A copy that shares nothing, so that no later edit can reach both. */
const structuredCopy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
