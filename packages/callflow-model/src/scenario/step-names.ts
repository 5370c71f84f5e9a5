/** Steps by the name that a scenario gives them: the title on the card, or the id. */
import type { FlowDocument, FlowNode } from '../document/flow-document.ts'
import { definitionOf, summaryOf, titleOf } from '../nodes/index.ts'
import { nearest } from '../templates/known-names.ts'
import { shortenText } from '../templates/shorten-text.ts'

/** A flow as a scenario sees it. */
export interface ScenarioFlow {
  id: string
  name: string
  document: FlowDocument
}

export interface NamedStep {
  flow: ScenarioFlow
  node: FlowNode
}

export type FoundStep = { ok: true; step: NamedStep } | { ok: false; message: string }

export interface StepNames {
  /** Finds a step by its title or id; a step of a sub-flow also as "Flow / Step". */
  find: (name: string) => FoundStep
  /** Finds the step at the beginning of "Step, what comes of it"; the step's name may hold commas itself. */
  findWithOutcome: (text: string) => { found: FoundStep; outcome: string | null }
  /** The shortest name that finds a step. */
  nameOf: (nodeId: string, flowId?: string) => string
}

/** @param flows the one that is called first, then those that it enters */
export function createStepNames(flows: readonly ScenarioFlow[]): StepNames {
  const steps = flows.map((flow) =>
    flow.document.nodes
      .filter(({ type }) => definitionOf(type)?.kind !== 'note')
      .map((node): NamedStep => ({ flow, node })),
  )
  const all = steps.flat()
  const byId = groupBy(all, ({ node }) => node.id)
  // A flow's own steps come before those of the flows that it enters.
  const byTitle = steps.map((own) => groupBy(own, ({ node }) => fold(titleOf(node))))
  const byWhole = groupBy(all, ({ flow, node }) => fold(`${flow.name} / ${titleOf(node)}`))

  function lookUp(name: string): readonly NamedStep[] {
    const own = byId.get(name)
    if (own) return own.slice(0, 1)
    const wanted = fold(name)
    return byTitle.map((titles) => titles.get(wanted)).find((each) => each !== undefined) ?? byWhole.get(wanted) ?? []
  }

  function find(name: string): FoundStep {
    const found = lookUp(name)
    const [first, second] = found
    if (first && !second) return { ok: true, step: first }
    if (second) return { ok: false, message: standsTwice(name, found) }
    const meant = nearest(name, [...new Set(all.map(({ node }) => titleOf(node)))])
    const hint = meant === null ? 'Write the title on its card, or its id.' : `Did you mean “${meant}”?`
    return { ok: false, message: `There is no step “${name}”. ${hint}` }
  }

  return {
    find,
    findWithOutcome(text) {
      if (!text.includes(',') || lookUp(text).length > 0) return { found: find(text), outcome: null }
      const last = text.lastIndexOf(',')
      let comma = last
      while (comma > 0 && lookUp(text.slice(0, comma).trim()).length === 0) comma = text.lastIndexOf(',', comma - 1)
      const at = comma > 0 ? comma : last
      return { found: find(text.slice(0, at).trim()), outcome: text.slice(at + 1).trim() }
    },
    nameOf(nodeId, flowId) {
      const step = all.find(({ flow, node }) => node.id === nodeId && (flowId === undefined || flow.id === flowId))
      if (!step) return nodeId
      const title = titleOf(step.node)
      const found = find(title)
      return found.ok && found.step === step ? title : nodeId
    },
  }
}

const fold = (title: string): string => title.trim().toLowerCase()

function standsTwice(name: string, found: readonly NamedStep[]): string {
  const choices = found.slice(0, 5).map(({ node }) => {
    const summary = shortenText(summaryOf(node), 40)
    return summary === '' ? node.id : `${node.id} (${summary})`
  })
  const more = found.length > choices.length ? `, and ${found.length - choices.length} more` : ''
  return `${found.length} steps are called “${name}”. Write an id in its place: ${choices.join(', ')}${more}.`
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}
