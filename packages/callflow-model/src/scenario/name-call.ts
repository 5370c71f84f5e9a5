/** Names a call in a sentence, by where it turned. */
import { portsOf, titleOf } from '../nodes/index.ts'
import { shortenText } from '../templates/shorten-text.ts'
import { drawnExits } from './drawn-exits.ts'
import type { ScenarioOutcome } from './scenario-outcome.ts'
import { lastStep } from './scripted-caller.ts'
import type { TestedFlow } from './tested-flow.ts'

const MAX_TURNS = 3
const MAX_TITLE = 40

/**
 * @param taken names that others have
 * @example "The call takes Closed at “Open?”, and ends in “Office mailbox”"
 */
export function nameCall({ flow, names }: TestedFlow, outcome: ScenarioOutcome, taken: readonly string[]): string {
  const drawn = drawnExits(flow.document)
  const nodes = new Map(flow.document.nodes.map((node) => [node.id, node]))
  const turns = outcome.exits.flatMap(({ flowId, nodeId, port }) => {
    const node = nodes.get(nodeId)
    if (flowId !== flow.id || !node || drawn.exitsOf(nodeId).length < 2) return []
    const label = portsOf(node, flow.document.edges).find(({ key }) => key === port)?.label ?? port
    return [`${label} at “${shortenText(titleOf(node), MAX_TITLE)}”`]
  })
  const at = lastStep(outcome.events)
  const end = at === null ? null : `“${shortenText(names.nameOf(at), MAX_TITLE)}”`
  for (let count = MAX_TURNS; count <= Math.max(MAX_TURNS, turns.length); count++) {
    const name = sentence(turns.slice(-count), end)
    if (!taken.includes(name)) return name
  }
  const name = sentence(turns.slice(-MAX_TURNS), end)
  let number = 2
  while (taken.includes(`${name} (${number})`)) number++
  return `${name} (${number})`
}

const MAX_NAME = 280

function sentence(turns: readonly string[], end: string | null): string {
  const takes = turns.length > 0 ? [`takes ${turns.join(', then ')}`] : []
  const parts = [...takes, ...(end === null ? [] : [`ends in ${end}`])]
  return shortenText(parts.length > 0 ? `The call ${parts.join(', and ')}` : 'The call ends at once', MAX_NAME)
}
