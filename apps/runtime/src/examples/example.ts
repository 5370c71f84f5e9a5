import type { FlowDocument, FlowEdge, FlowNode } from '@callflow-studio/model'
import type { ExampleSwitch, ExampleTable } from '@callflow-studio/model/api'

export interface Example {
  id: string
  name: string
  description: string
  document: FlowDocument
  /** Its tests, as YAML. */
  tests: string
  /** Tables that its steps name. */
  tables?: readonly ExampleTable[]
  /** Switches that its steps name. */
  switches?: readonly ExampleSwitch[]
}

/**
 * An id that passes KAZOO's checks and names nothing: examples publish with a warning "replace me", and can be previewed.
 * @param number tells one placeholder from another
 */
export const placeholderId = (number: number): string => `00000000${number.toString(16).padStart(24, '0')}`

/** An edge from a port (`menu.1`) to a step. */
export function edge(from: string, target: string): FlowEdge {
  const dot = from.indexOf('.')
  const source = from.slice(0, dot)
  const sourceHandle = from.slice(dot + 1)
  return { id: `${source}-${sourceHandle}-${target}`, source, sourceHandle, target }
}

/** Users of a ring group, by the numbers of their placeholders. */
export const phones = (...numbers: number[]) =>
  numbers.map((number) => ({ endpoint_type: 'user', id: placeholderId(number), delay: 0, timeout: 20 }))

interface ExampleDrawing {
  timezone?: string
  variables?: FlowDocument['variables']
  /** Where the entry point is drawn, at the top. */
  startX: number
  /** What callers hear where a step fails. */
  apology?: string
  nodes: readonly FlowNode[]
  edges: readonly FlowEdge[]
}

/** A document with an entry point and, at the left of the drawing, the fallback: an apology, then the call ends. */
export const exampleDocument = ({
  timezone = 'UTC',
  variables = [],
  startX,
  apology = 'We cannot take your call right now. Please call again in a few minutes.',
  nodes,
  edges,
}: ExampleDrawing): FlowDocument => ({
  schemaVersion: 1,
  settings: { format: 'kazoo', locale: 'en-US', timezone },
  variables,
  nodes: [
    { id: 'error', type: 'error', position: { x: -280, y: 0 }, data: {} },
    { id: 'sorry', type: 'tts', position: { x: -280, y: 100 }, data: { text: apology } },
    { id: 'end', type: 'hangup', position: { x: -280, y: 220 }, data: {} },
    { id: 'start', type: 'start', position: { x: startX, y: 0 }, data: {} },
    ...nodes,
  ],
  edges: [edge('error.next', 'sorry'), edge('sorry._', 'end'), ...edges],
})
