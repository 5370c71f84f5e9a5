/** Which lines of `happens` can name a step, for those who choose from a list instead of writing. */
import type { FlowDocument, FlowNode } from '../document/flow-document.ts'
import type { PendingInput, SimulatedChoice } from '../nodes/contract/simulation.ts'
import { definitionOf, portsOf } from '../nodes/index.ts'
import { waitsOf } from './outcomes.ts'
import { inputOf } from './step-inputs.ts'

export type StepVerb = 'waits' | 'rings' | 'records' | 'decides'

export interface PossibleEvent {
  verb: StepVerb
  /** What can come of it; none where that is known only in the call, or nothing is to be said. */
  outcomes: readonly Pick<SimulatedChoice, 'key' | 'label'>[]
}

const VERBS: Readonly<Record<PendingInput['kind'], StepVerb>> = {
  digits: 'waits',
  menu: 'waits',
  ring: 'rings',
  message: 'records',
  choice: 'decides',
}

/**
 * What the call can wait for in a step.
 * @returns none for a step at which no call waits; all of them for a KAZOO step of a TwiML flow, since only the call knows
 */
export function possibleEvents(node: FlowNode, document: FlowDocument): readonly PossibleEvent[] {
  const kind = definitionOf(node.type)?.kind
  if (kind === 'studio') {
    const inputs = portsOf(node, document.edges).map(({ key }) => inputOf(node, key)?.kind)
    if (inputs.includes('keys')) return [{ verb: 'waits', outcomes: [] }]
    return inputs.includes('records') ? [{ verb: 'records', outcomes: [] }] : []
  }
  if (kind !== 'kazoo') return []
  if (document.settings.format !== 'kazoo')
    return Object.values(VERBS).map((verb): PossibleEvent => ({ verb, outcomes: [] }))
  const found = new Map<StepVerb, PossibleEvent>()
  for (const wait of waitsOf(node, { id: '', name: '', document })) {
    const verb = VERBS[wait.kind]
    if (!found.has(verb)) found.set(verb, { verb, outcomes: verb === 'waits' ? [] : wait.choices })
  }
  return [...found.values()]
}
