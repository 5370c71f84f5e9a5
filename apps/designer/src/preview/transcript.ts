/** The lines of the sample phone, made of what the simulated call reported. */
import { type FlowDocument, portsOf, titleOf } from '@callflow-studio/model'
import type { PreviewEvent, PreviewWrite } from '@callflow-studio/model/api'
import type { PlacedLookUp } from '../state/preview-look-ups.ts'

export interface TranscriptLine {
  /** Index of the event. */
  index: number
  kind: PreviewEvent['kind']
  /** '0:07' */
  time: string
  text: string
  /** The exit that the call took, set in bold after the text. */
  took: string | null
  /** How many of the caller's actions came before. */
  acts: number
  /** The key that was pressed, as a key cap. */
  key: string | null
  nodeId: string | null
  /** Index of the request that this line belongs to. */
  exchange: number
  /** What the step asked of another server. */
  lookUp: PlacedLookUp | null
  /** What the step would write, where that can begin with a value of the user's. */
  write: PreviewWrite | null
}

export function transcriptOf(
  document: FlowDocument,
  events: readonly PreviewEvent[],
  lookUps: readonly PlacedLookUp[] = [],
  writes: readonly PreviewWrite[] = [],
): readonly TranscriptLine[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const lookUpOf = takeInTurn(lookUps)
  const writeOf = takeFirst(writes)
  return events.map((event, index) => {
    const node = event.nodeId === null ? undefined : byId.get(event.nodeId)
    const port =
      node && event.port !== undefined ? portsOf(node, document.edges).find(({ key }) => key === event.port) : undefined
    const line = {
      index,
      kind: event.kind,
      time: clockText(event.atMs),
      text: event.text ?? '',
      took: null,
      key: null,
      nodeId: event.nodeId,
      exchange: event.exchange,
      acts: event.acts,
      lookUp: lookUpOf(event),
      write: writeOf(event),
    }
    if (event.kind === 'caller') return { ...line, ...whatCallerDid(event.text ?? '', port?.label ?? null) }
    // Status and time stand below it.
    if (event.kind === 'step' && line.lookUp && node) return { ...line, text: titleOf(node), took: port?.label ?? null }
    if (event.kind === 'step' && node)
      return { ...line, ...whatStepDid(titleOf(node), event.text ?? '', port?.label ?? null) }
    return line
  })
}

/** A step reports each of its look-ups once, in turn. */
function takeInTurn(lookUps: readonly PlacedLookUp[]): (event: PreviewEvent) => PlacedLookUp | null {
  const left = lookUps.filter(({ reply }) => reply !== null)
  return ({ kind, nodeId }) => {
    if (kind !== 'step' && kind !== 'failure') return null
    const index = left.findIndex((lookUp) => lookUp.nodeId === nodeId)
    return index === -1 ? null : (left.splice(index, 1)[0] ?? null)
  }
}

/** The first time that a step writes to a column, which the user may want to begin with another value. */
function takeFirst(writes: readonly PreviewWrite[]): (event: PreviewEvent) => PreviewWrite | null {
  const first = new Map<string, PreviewWrite>()
  for (const write of writes) if (!first.has(write.nodeId)) first.set(write.nodeId, write)
  return ({ kind, nodeId }) => {
    if ((kind !== 'step' && kind !== 'failure') || nodeId === null) return null
    const write = first.get(nodeId)
    first.delete(nodeId)
    return write && write.column !== null ? write : null
  }
}

/** "Opening hours: Open": the step's name, and what it decided in bold. */
function whatStepDid(title: string, text: string, label: string | null): Pick<TranscriptLine, 'text' | 'took'> {
  const detail = text.startsWith(`${title}: `) ? text.slice(title.length + 2) : null
  return { text: text === '' || detail !== null ? title : text, took: detail ?? label }
}

/** Keys become key caps with the choice's words beside them; anything else stays a sentence. */
function whatCallerDid(text: string, label: string | null): Pick<TranscriptLine, 'text' | 'key'> {
  const keys = /^[0-9*#]+$/.exec(text)?.[0]
  return keys ? { key: keys, text: label ?? '' } : { key: null, text }
}

/** Milliseconds as minutes and seconds: '0:07', '12:30'. */
export function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
