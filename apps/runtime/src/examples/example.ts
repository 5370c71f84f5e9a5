import type { FlowDocument, FlowEdge } from '@callflow-studio/model'

export interface Example {
  id: string
  name: string
  description: string
  document: FlowDocument
}

/**
 * An id that passes KAZOO's checks and names nothing: examples publish with a warning "replace me", and can be previewed.
 * @param number tells one placeholder from another
 */
export const placeholderId = (number: number): string => `00000000${number.toString(16).padStart(24, '0')}`

/** An edge from a way out (`menu.1`) to a step. */
export function way(from: string, target: string): FlowEdge {
  const dot = from.indexOf('.')
  const source = from.slice(0, dot)
  const sourceHandle = from.slice(dot + 1)
  return { id: `${source}-${sourceHandle}-${target}`, source, sourceHandle, target }
}

/** Users of a ring group, by the numbers of their placeholders. */
export const phones = (...numbers: number[]) =>
  numbers.map((number) => ({ endpoint_type: 'user', id: placeholderId(number), delay: 0, timeout: 20 }))
