/** The catalogue: every node type there is, in palette order. A new type is one file and one line here. */
import type { FlowEdge, FlowNode } from '../document/flow-document.ts'
import type { NodeDefinition } from './contract/define.ts'
import type { KazooStepDefinition } from './contract/kazoo-step.ts'
import type { Port } from './contract/ports.ts'
import { isModuleName, kazooModule, moduleNamed } from './kazoo/kazoo-module.ts'
import { kazooSteps } from './kazoo-steps.ts'
import { shortId } from './parts/kazoo-fields.ts'
import { tolerantData } from './parts/tolerant-data.ts'
import { dataHttp } from './studio/data-http.ts'
import { dataRemember } from './studio/data-remember.ts'
import { dataSwitch } from './studio/data-switch.ts'
import { dataTable } from './studio/data-table.ts'
import { error } from './studio/error.ts'
import { flowCall } from './studio/flow-call.ts'
import { flowEnd } from './studio/flow-end.ts'
import { inputDigits } from './studio/input-digits.ts'
import { inputMenu } from './studio/input-menu.ts'
import { inputRecord } from './studio/input-record.ts'
import { logicCondition } from './studio/logic-condition.ts'
import { logicSchedule } from './studio/logic-schedule.ts'
import { logicSet } from './studio/logic-set.ts'
import { logicSplit } from './studio/logic-split.ts'
import { logicSwitch } from './studio/logic-switch.ts'
import { note } from './studio/note.ts'
import { start } from './studio/start.ts'

export const nodeTypes: readonly NodeDefinition[] = [
  start,
  error,
  inputMenu,
  inputDigits,
  inputRecord,
  logicCondition,
  logicSwitch,
  logicSchedule,
  logicSplit,
  logicSet,
  dataHttp,
  dataTable,
  dataRemember,
  dataSwitch,
  flowCall,
  flowEnd,
  ...kazooSteps,
  kazooModule,
  note,
]

const byType = new Map(nodeTypes.map((definition) => [definition.type, definition]))

/**
 * @returns the definition of a node type; for a name that a module of KAZOO may have, that of *Any KAZOO module*;
 *   undefined for a step of another studio.
 */
export const definitionOf = (type: string): NodeDefinition | undefined =>
  byType.get(type) ?? (isModuleName(type) ? moduleNamed(type) : undefined)

/** @returns the studio's own step for a module of KAZOO; undefined where it has none. */
export function knownModule(module: string): KazooStepDefinition | undefined {
  const definition = byType.get(module)
  return definition?.kind === 'kazoo' && !definition.namesModule ? definition : undefined
}

/** Start, fallback and notes are no steps; a type that this studio does not know is one. */
export function isStep(type: string): boolean {
  const kind = definitionOf(type)?.kind
  return kind === undefined || kind === 'kazoo' || kind === 'studio'
}

/** Whether a step of the studio asks the caller for keys, so that KAZOO comes back to it. */
export function asksCaller(type: string): boolean {
  const definition = definitionOf(type)
  return definition?.kind === 'studio' && definition.asksCaller
}

/** @returns the user's own name of a step, else its kind. */
export const titleOf = (node: FlowNode): string => node.name || (definitionOf(node.type)?.title ?? node.type)

/** @returns the line on the card, with what KAZOO calls the ids in it; may hold `{{ }}`, which the canvas shows as pills. Empty for unknown types. */
export function summaryOf(node: FlowNode): string {
  const definition = definitionOf(node.type)
  if (!definition) return ''
  return withNames(node, definition.summary(tolerantData(definition, node.data)))
}

/** What KAZOO calls the ids in a text about a node. */
const withNames = ({ names = {} }: FlowNode, text: string): string =>
  Object.entries(names).reduce((named, [id, name]) => named.replaceAll(shortId(id), name), text)

/**
 * All exits of a node: the declared ones, then free ones that are connected or kept open, in the order of the edges.
 * An exit that its type does not know (from an import) is listed under its own key, so that nothing is hidden.
 */
export function portsOf(node: FlowNode, edges: readonly FlowEdge[]): Port[] {
  const definition = definitionOf(node.type)
  const declared = definition ? definition.ports(tolerantData(definition, node.data)) : []
  const known = new Set(declared.map((port) => port.key))
  const ports = [...declared]
  const connected = edges.filter((edge) => edge.source === node.id).map((edge) => edge.sourceHandle)
  for (const key of [...connected, ...(node.openPorts ?? [])]) {
    if (known.has(key)) continue
    known.add(key)
    ports.push(describePort(definition, key))
  }
  return node.names ? ports.map((port) => ({ ...port, label: port.label && withNames(node, port.label) })) : ports
}

function describePort(definition: NodeDefinition | undefined, key: string): Port {
  return definition?.freePorts ? definition.freePorts.describe(key) : { key, label: key }
}
