/** The steps, outcomes and replies of a flow that a form of a test offers. */
import { definitionOf, type FlowDocument, type FlowNode, summaryOf, titleOf } from '@callflow-studio/model'
import {
  createStepNames,
  isLookUp,
  type PossibleEvent,
  possibleEvents,
  type ScenarioVerb,
  switchOf,
  tableUseOf,
} from '@callflow-studio/model/scenario'

export interface StepOption {
  /** The name that a test gives the step. */
  value: string
  label: string
  node: FlowNode
}

export interface StepOptions {
  all: readonly StepOption[]
  /** Those that a line with this verb can name; all where the flow tells of none. */
  forVerb: (verb: ScenarioVerb) => readonly StepOption[]
  /** Steps for which a test has a reply, by what is replied. */
  lookUps: readonly StepOption[]
  tables: readonly StepOption[]
  switches: readonly StepOption[]
  /** What may come of the step with this name; none where only the call knows. */
  outcomesOf: (name: string, verb: ScenarioVerb) => readonly string[]
  /** "Step, what comes of it" */
  split: (text: string) => { step: string; outcome: string }
  nodeOf: (name: string) => FlowNode | null
}

export function stepOptions(document: FlowDocument, flowId: string, flowName: string): StepOptions {
  const flow = { id: flowId, name: flowName, document }
  const names = createStepNames([flow])
  const steps = document.nodes.filter(({ type }) => {
    const kind = definitionOf(type)?.kind
    return kind === 'kazoo' || kind === 'studio'
  })
  const all = steps.map((node): StepOption => {
    const value = names.nameOf(node.id)
    const title = titleOf(node)
    return { value, node, label: value === title ? title : `${title} (${summaryOf(node) || node.id})` }
  })
  const events = new Map<string, readonly PossibleEvent[]>()
  const eventsOf = (node: FlowNode): readonly PossibleEvent[] => {
    const known = events.get(node.id) ?? possibleEvents(node, document)
    events.set(node.id, known)
    return known
  }
  const nodeOf = (name: string): FlowNode | null => {
    const found = names.find(name)
    return found.ok ? found.step.node : null
  }
  return {
    all,
    forVerb(verb) {
      const fitting = all.filter(({ node }) => eventsOf(node).some((event) => event.verb === verb))
      return fitting.length > 0 ? fitting : all
    },
    lookUps: all.filter(({ node }) => isLookUp(node)),
    tables: all.filter(({ node }) => tableUseOf(node) !== null),
    switches: all.filter(({ node }) => switchOf(node) !== null),
    outcomesOf(name, verb) {
      const node = nodeOf(name)
      const event = node ? eventsOf(node).find((each) => each.verb === verb) : undefined
      return event?.outcomes.map(({ label }) => label) ?? []
    },
    split(text) {
      const { found, outcome } = names.findWithOutcome(text)
      const step = outcome === null ? text : text.slice(0, text.length - outcome.length).replace(/,\s*$/, '')
      return { step: found.ok || outcome !== null ? step : text, outcome: outcome ?? '' }
    },
    nodeOf,
  }
}
