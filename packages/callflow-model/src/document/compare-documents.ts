/** What differs between two states of a flow, as its readers understand it: steps and connections, never positions. */
import type { FlowDocument, FlowEdge, FlowNode } from './flow-document.ts'

export interface FieldChange {
  /** Dot path inside `data`; 'name' of the step itself is '#name'. */
  path: string
  /** Undefined: was not set. */
  before: unknown
  /** Undefined: is no longer set. */
  after: unknown
}

export interface PortChange {
  port: string
  /** Id of the step it led to; null: it was open. */
  before: string | null
  after: string | null
}

export interface StepChange {
  kind: 'added' | 'changed' | 'removed'
  nodeId: string
  /** As it is now; a removed step as it was. */
  node: FlowNode
  /** What changed inside; empty for added and removed steps. */
  fields: FieldChange[]
  /** Exits that lead to another step than before; empty for added and removed steps. */
  ports: PortChange[]
}

export interface Comparison {
  /** Changed and added steps in the order of the new document, then removed ones in the order of the old. */
  steps: StepChange[]
  /** Steps that only stand elsewhere: no change for callers. */
  moved: number
  addedEdges: FlowEdge[]
  removedEdges: FlowEdge[]
}

/**
 * Compares two documents step by step, by id. Moving a step, its colour and the order in the file are no changes.
 * @returns an empty `steps` where callers notice no difference in what is drawn.
 */
export function compareDocuments(before: FlowDocument, after: FlowDocument): Comparison {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const now = new Map(after.nodes.map((node) => [node.id, node]))
  const oldTargets = targetsOf(before)
  const newTargets = targetsOf(after)
  const steps: StepChange[] = []
  let moved = 0
  for (const node of after.nodes) {
    const was = old.get(node.id)
    if (!was) {
      steps.push({ kind: 'added', nodeId: node.id, node, fields: [], ports: [] })
      continue
    }
    const fields = changedFields(was, node)
    const ports = changedPorts(oldTargets.get(node.id), newTargets.get(node.id))
    if (fields.length > 0 || ports.length > 0) steps.push({ kind: 'changed', nodeId: node.id, node, fields, ports })
    else if (was.position.x !== node.position.x || was.position.y !== node.position.y) moved += 1
  }
  for (const node of before.nodes)
    if (!now.has(node.id)) steps.push({ kind: 'removed', nodeId: node.id, node, fields: [], ports: [] })
  return {
    steps,
    moved,
    addedEdges: after.edges.filter((edge) => !leadsAlike(oldTargets, edge)),
    removedEdges: before.edges.filter((edge) => !leadsAlike(newTargets, edge)),
  }
}

type TargetsByPort = Map<string, Map<string, string>>

/** Node id → port → target. */
function targetsOf(document: FlowDocument): TargetsByPort {
  const targets: TargetsByPort = new Map()
  for (const { source, sourceHandle, target } of document.edges) {
    const ofNode = targets.get(source) ?? new Map<string, string>()
    targets.set(source, ofNode.set(sourceHandle, target))
  }
  return targets
}

const leadsAlike = (targets: TargetsByPort, edge: FlowEdge): boolean =>
  targets.get(edge.source)?.get(edge.sourceHandle) === edge.target

function changedPorts(before = new Map<string, string>(), after = new Map<string, string>()): PortChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((port) => ({ port, before: before.get(port) ?? null, after: after.get(port) ?? null }))
    .filter((change) => change.before !== change.after)
}

function changedFields(before: FlowNode, after: FlowNode): FieldChange[] {
  const changes: FieldChange[] = []
  if (before.type !== after.type) changes.push({ path: '#type', before: before.type, after: after.type })
  if ((before.name ?? '') !== (after.name ?? ''))
    changes.push({ path: '#name', before: before.name, after: after.name })
  collect('', before.data, after.data, changes)
  return changes
}

/** Walks down to where two values differ. Lists of unlike length are one change: what moved inside is guesswork. */
function collect(path: string, before: unknown, after: unknown, changes: FieldChange[]): void {
  if (Object.is(before, after)) return
  const at = (key: string | number): string => (path === '' ? String(key) : `${path}.${key}`)
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) changes.push({ path, before, after })
    else
      before.forEach((item, index) => {
        collect(at(index), item, after[index], changes)
      })
  } else if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      collect(at(key), before[key], after[key], changes)
  } else changes.push({ path, before, after })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
