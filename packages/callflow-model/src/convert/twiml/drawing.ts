/** A TwiML document while it is drawn: the steps so far, the ports that wait for the next verb, and what there is to say. */
import type { Diagnostic, DiagnosticCode, Severity } from '../../diagnostics/diagnostic.ts'
import type { FlowEdge, FlowNode } from '../../document/flow-document.ts'
import type { TextPlace } from '../../kazoo/twiml-text.ts'
import { START, startNode } from '../imported.ts'

export interface Step {
  type: string
  data: Record<string, unknown>
}

export type OpenPort = readonly [nodeId: string, key: string]

export interface Note {
  place: TextPlace
  /** A complete sentence. */
  message: string
  severity?: Severity
  code?: DiagnosticCode
}

export interface TwimlDrawing {
  nodes: FlowNode[]
  edges: FlowEdge[]
  diagnostics: Diagnostic[]
  /** Ports that lead to the next verb; empty where no verb follows. */
  open: OpenPort[]
  /** Why the next verb is not connected, where `open` is empty. */
  endsBecause: string
  /** What the verb being drawn leaves to say. */
  notes: Note[]
  /** What `Set` has set so far: KAZOO sends it with each later request. */
  variables: Map<string, string>
  /**
   * Whether keys of the caller may be in a collection: a request then carries them as `Digits[…]`, with brackets.
   * @source docs/kazoo/semantics.md#v1, #v2
   */
  mayHoldKeys: boolean
  /** Whether `callerId` of an earlier `Dial` is still in force. */
  hasCallerId: boolean
  /** Where the document is served; null where nobody said. */
  baseUrl: string | null
}

export const startDrawing = (baseUrl: string | null): TwimlDrawing => ({
  nodes: [startNode()],
  edges: [],
  diagnostics: [],
  open: [[START, 'next']],
  endsBecause: '',
  notes: [],
  variables: new Map(),
  mayHoldKeys: false,
  hasCallerId: false,
  baseUrl,
})

/** Adds a step without leading on from it. @returns its id */
export function drawStep(
  drawing: TwimlDrawing,
  { type, data }: Step,
  from: readonly OpenPort[] = drawing.open,
): string {
  const id = `n${drawing.nodes.length}`
  drawing.nodes.push({ id, type, position: { x: 0, y: 0 }, data })
  for (const [source, sourceHandle] of from)
    drawing.edges.push({ id: `e${drawing.edges.length + 1}`, source, sourceHandle, target: id })
  return id
}

/** Adds a step that the next verb follows at `_`. @returns its id */
export function chainStep(drawing: TwimlDrawing, step: Step): string {
  const id = drawStep(drawing, step)
  drawing.open = [[id, '_']]
  return id
}

/** No verb follows. @param because a sentence for the next verb, if there is one */
export function endPath(drawing: TwimlDrawing, because: string): void {
  drawing.open = []
  drawing.endsBecause = because
}

export const report = (
  drawing: TwimlDrawing,
  place: TextPlace,
  message: string,
  more: Pick<Note, 'severity' | 'code'> = {},
): void => {
  drawing.notes.push({ place, message, ...more })
}

/** Turns the notes of a verb into diagnostics of its first step. */
export function flushNotes(drawing: TwimlDrawing, nodeId: string | null): void {
  for (const { place, message, severity = 'warning', code = 'import.changed' } of drawing.notes)
    drawing.diagnostics.push({
      severity,
      code,
      nodeId,
      field: null,
      message: `Line ${place.line}, column ${place.column}: ${message}`,
    })
  drawing.notes = []
}
