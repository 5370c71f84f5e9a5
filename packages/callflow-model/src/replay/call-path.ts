/** The path of a played call, and what its caller noticed. */
import type { PreviewEvent, ReplayPathStep } from '../api/index.ts'
import { portsOf, summaryOf, titleOf } from '../nodes/index.ts'
import { lastStep } from '../scenario/scripted-caller.ts'
import type { TestedFlow } from '../scenario/tested-flow.ts'
import type { Walked } from '../simulate/walk-call.ts'

/** Something that the caller heard or did, or that became of the call. */
export interface Beat {
  nodeId: string | null
  /** In words: `“Welcome.”`, `presses 1`, `Rings Sales`. */
  words: string
}

/** Where a call is in the end. */
export interface CallEnd {
  /** The step at which it ended, or where it is. */
  nodeId: string | null
  /** What that is to the caller; null: it waits there, or the log ends. */
  kind: string | null
  words: string
}

export interface CallPath {
  steps: ReplayPathStep[]
  beats: Beat[]
  end: CallEnd
}

export function pathOf(tested: TestedFlow, { line, last }: Walked): CallPath {
  const { events } = line
  const at = lastStep(events)
  const end: CallEnd =
    last.kind === 'ended'
      ? { nodeId: at, kind: last.end, words: last.why }
      : { nodeId: last.for.nodeId ?? at, kind: null, words: last.for.text }
  return { steps: stepsOf(namesIn(tested), events, end), beats: events.flatMap(beatOf), end }
}

/** Steps one after the other, each with the exit by which it was left. */
function stepsOf({ titleIn, exitLabel }: Names, events: readonly PreviewEvent[], end: CallEnd): ReplayPathStep[] {
  const steps: ReplayPathStep[] = []
  const add = (nodeId: string): ReplayPathStep => {
    const last = steps.at(-1)
    if (last?.nodeId === nodeId) return last
    const step = { nodeId, title: titleIn(nodeId), exit: null }
    steps.push(step)
    return step
  }
  for (const { nodeId, kind, port } of events) {
    if (nodeId === null || kind === 'end') continue
    const step = add(nodeId)
    if (port !== undefined) step.exit = exitLabel(nodeId, port)
  }
  if (end.nodeId !== null) add(end.nodeId)
  return steps
}

interface Names {
  /** With what the step does where others have the same title. */
  titleIn: (nodeId: string) => string
  /** Null for the only exit that a step has. */
  exitLabel: (nodeId: string, port: string) => string | null
}

function namesIn({ flows }: TestedFlow): Names {
  const uses = new Map<string, number>()
  for (const { document } of flows)
    for (const title of document.nodes.map(titleOf)) uses.set(title, (uses.get(title) ?? 0) + 1)
  // Of several steps with the same id, that of the flow itself counts.
  const steps = new Map(
    flows.toReversed().flatMap(({ document }) => document.nodes.map((node) => [node.id, { node, document }] as const)),
  )
  return {
    titleIn(nodeId) {
      const node = steps.get(nodeId)?.node
      if (!node) return nodeId
      const title = titleOf(node)
      const summary = uses.get(title) === 1 ? '' : summaryOf(node)
      return summary === '' ? title : `${title}: ${summary}`
    },
    exitLabel(nodeId, port) {
      const step = steps.get(nodeId)
      if (!step) return port
      const ports = portsOf(step.node, step.document.edges)
      const [only] = ports
      if (ports.length === 1 && only?.key === port) return null
      return ports.find(({ key }) => key === port)?.label ?? port
    },
  }
}

function beatOf({ nodeId, kind, text = '' }: PreviewEvent): Beat[] {
  switch (kind) {
    case 'speech':
      return [{ nodeId, words: `“${text}”` }]
    case 'media':
    case 'tone':
      return [{ nodeId, words: `Plays ${text}` }]
    case 'caller':
      return [{ nodeId, words: /^[0-9*#]+$/.test(text) ? `Presses ${text}` : text }]
    case 'note':
    case 'failure':
      return [{ nodeId, words: text }]
    default:
      return []
  }
}
