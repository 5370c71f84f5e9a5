/**
 * Which values exist when a call reaches a step: what the picker offers as "Set before this step", and whether every
 * way here sets them. A forward walk over the drawing until nothing changes any more, so loops and joins are fine.
 */
import { definitionOf, type FlowDocument, type FlowNode, titleOf, tolerantData } from '@callflow-studio/model'

export interface ValueBefore {
  /** 'vars.customer', 'digits.pin', 'custom.crm'. */
  path: string
  /** Titles of the steps that set it, in the order of the document; empty for a declared variable with a default. */
  setBy: readonly string[]
  /** False where a way leads here on which nothing set it. */
  isOnEveryPath: boolean
}

/**
 * @returns each value once, variables first, then what was typed, then custom values, by the order of the document.
 *   For a step that no call reaches, what the steps drawn before it would set.
 */
export function valuesBefore(document: FlowDocument, nodeId: string): readonly ValueBefore[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const starts = document.nodes.filter((node) => definitionOf(node.type)?.kind === 'start').map((node) => node.id)
  const reached = arrivals(document, byId, starts)
  const arriving = reached.get(nodeId) ?? arrivals(document, byId, rootsOf(document)).get(nodeId)
  const defaults = document.variables.filter((variable) => variable.default !== undefined)
  const always = new Set(defaults.map((variable) => `vars.${variable.name}`))
  const paths = [...new Set([...always, ...(arriving?.maybe.keys() ?? [])])]
  return paths
    .map((path) => ({
      path,
      setBy: document.nodes.filter((node) => arriving?.maybe.get(path)?.has(node.id)).map(titleOf),
      isOnEveryPath: always.has(path) || arriving?.surely.has(path) === true,
    }))
    .sort((a, b) => rank(a.path) - rank(b.path))
}

interface Arrival {
  /** Set on every path. */
  surely: ReadonlySet<string>
  /** Set on some way, and by which steps. */
  maybe: ReadonlyMap<string, ReadonlySet<string>>
}

/** What holds when a call arrives at each step that can be reached from `roots`. */
function arrivals(
  document: FlowDocument,
  byId: ReadonlyMap<string, FlowNode>,
  roots: readonly string[],
): Map<string, Arrival> {
  const arriving = new Map<string, Arrival>(roots.map((id) => [id, { surely: new Set(), maybe: new Map() }]))
  const waiting = [...roots]
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    const node = byId.get(id)
    const before = arriving.get(id)
    if (!node || !before) continue
    for (const edge of document.edges) {
      if (edge.source !== id || !byId.has(edge.target)) continue
      const next = join(arriving.get(edge.target), leave(before, node, edge.sourceHandle))
      if (!next) continue
      arriving.set(edge.target, next)
      waiting.push(edge.target)
    }
  }
  return arriving
}

function leave(before: Arrival, node: FlowNode, port: string): Arrival {
  const set = setsOf(node, port)
  if (set.length === 0) return before
  const maybe = new Map(before.maybe)
  for (const path of set) maybe.set(path, new Set([...(maybe.get(path) ?? []), node.id]))
  return { surely: new Set([...before.surely, ...set]), maybe }
}

/** @returns null where nothing new arrives, which ends the walk. */
function join(known: Arrival | undefined, added: Arrival): Arrival | null {
  if (!known) return added
  const surely = new Set([...known.surely].filter((path) => added.surely.has(path)))
  const maybe = new Map(known.maybe)
  let isNew = surely.size < known.surely.size
  for (const [path, steps] of added.maybe) {
    const all = new Set([...(maybe.get(path) ?? []), ...steps])
    isNew ||= all.size > (maybe.get(path)?.size ?? 0)
    maybe.set(path, all)
  }
  return isNew ? { surely, maybe } : null
}

/** Variables that a step may set, at any of its exits. */
export function variablesSetBy(node: FlowNode): readonly string[] {
  const definition = definitionOf(node.type)
  return definition?.kind === 'studio' ? definition.sets(tolerantData(definition, node.data)) : []
}

/**
 * What a step has set after one of its exits. Where a studio step does not say, it sets its variables on the first
 * one alone: the entry that fits, the row that was found.
 */
function setsOf(node: FlowNode, port: string): string[] {
  const definition = definitionOf(node.type)
  if (!definition) return []
  const data = tolerantData(definition, node.data)
  if (definition.kind === 'studio') {
    const isFirst = definition.ports(data)[0]?.key === port
    const set = definition.setsOn?.(data, port) ?? (isFirst ? definition.sets(data) : [])
    return set.map((name) => `vars.${name}`)
  }
  if (definition.kind !== 'kazoo') return []
  return definition.changes(data).filter((fact) => /^(?:digits|custom)\../.test(fact) && fact !== LEFTOVER_KEYS)
}

/** Where keys land that a caller pressed during a prompt: nobody asked for them. */
const LEFTOVER_KEYS = 'digits.default'

/** Steps that nothing leads to: where a piece that is not connected yet would begin. */
function rootsOf(document: FlowDocument): string[] {
  const targets = new Set(document.edges.map((edge) => edge.target))
  return document.nodes.filter((node) => !targets.has(node.id)).map((node) => node.id)
}

const RANKS = ['vars', 'digits', 'custom']
const rank = (path: string): number => RANKS.indexOf(path.split('.')[0] ?? '')
