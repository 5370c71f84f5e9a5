/** The inputs and outputs of a sub-flow, read from its document. */
import {
  buildGraph,
  CALL_VALUES,
  compile,
  definitionOf,
  type FlowDocument,
  findSetVariables,
  type KazooProfile,
  tolerantData,
  variablesNeededBy,
} from '@callflow-studio/model'
import { variablesSetBy } from '../values/values-before.ts'

export interface FlowInput {
  name: string
  /** The flow reads it, and neither sets it before nor has a default, declared or in the text. */
  isNeeded: boolean
}

/**
 * @returns variables that a flow reads before it has set them on every path, and those that it declares and leaves to
 *   others; needed ones first, else declared ones first, then in the order of the steps.
 */
export function inputsOf(document: FlowDocument, defaultProfile: KazooProfile = 'any'): readonly FlowInput[] {
  const { nodes, defaults } = compile(document, { defaultProfile }).flow
  const graph = buildGraph(document)
  const isSet = findSetVariables(graph, nodes, new Set())
  const read = graph.order.flatMap((id) => {
    const before = isSet.get(id)
    const reads = before ? (nodes.get(id)?.reads ?? []) : []
    return reads.flatMap(([root, name]) =>
      root === 'vars' && name !== undefined && name !== FAILURE && !before?.has(name) ? [name] : [],
    )
  })
  const drawn = new Map(document.nodes.map((node) => [node.id, node]))
  const needed = new Set(
    graph.order.flatMap((id) => {
      const before = isSet.get(id)
      return before ? [...variablesNeededBy(drawn.get(id))].filter((name) => !before.has(name)) : []
    }),
  )
  const own = new Set(document.nodes.flatMap(variablesSetBy))
  const declared = document.variables.map(({ name }) => name).filter((name) => read.includes(name) || !own.has(name))
  return [...new Set([...declared, ...read])]
    .map((name) => ({ name, isNeeded: read.includes(name) && needed.has(name) && !Object.hasOwn(defaults, name) }))
    .sort((a, b) => Number(b.isNeeded) - Number(a.isNeeded))
}

/** Where the studio says why a step failed: nobody passes that in. */
const FAILURE = 'error'

/** @returns what a caller of this flow can take over: what its ends return, then the variables that it sets. */
export function outputsOf(document: FlowDocument): readonly string[] {
  const handed = document.nodes.flatMap((node) => {
    const definition = definitionOf(node.type)
    return definition?.kind === 'studio' ? (definition.returns?.(tolerantData(definition, node.data)) ?? []) : []
  })
  return [...new Set([...handed, ...document.nodes.flatMap(variablesSetBy)])].filter((name) => name !== '')
}

/**
 * @param known paths of values that exist where the sub-flow is called
 * @returns the template that passes the value of this name in, such as `{{ vars.pin }}`; empty where none has it
 */
export function proposedValue(name: string, known: readonly string[]): string {
  const path =
    known.find((each) => each.slice(each.indexOf('.') + 1) === name) ??
    CALL_VALUES.find((each) => each.replaceAll('.', '_') === name)
  return path === undefined ? '' : `{{ ${path} }}`
}
