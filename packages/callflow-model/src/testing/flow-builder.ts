/** Flows for tests. @example flow().step('hi', 'tts', { text: 'Hi' }).step('box', 'voicemail').chain('hi', 'box').build() */
import {
  DEFAULT_SETTINGS,
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  type FlowVariable,
} from '../document/flow-document.ts'

export interface FlowBuilder {
  /** Adds a step. */
  step: (id: string, type: string, data?: Record<string, unknown>, more?: Partial<FlowNode>) => FlowBuilder
  /** Connects `from` (`id` or `id.port`, the port is `_` for KAZOO steps and `next` for others if left out) to a step. */
  edge: (from: string, target: string) => FlowBuilder
  /** Steps one behind the other, from the start. */
  chain: (...ids: string[]) => FlowBuilder
  variable: (variable: FlowVariable) => FlowBuilder
  build: () => FlowDocument
}

/** A flow with a start and a fallback node. */
export function flow(settings: Partial<FlowDocument['settings']> = {}): FlowBuilder {
  const nodes: FlowNode[] = [
    { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
    { id: 'error', type: 'error', position: { x: 300, y: 0 }, data: {} },
  ]
  const edges: FlowEdge[] = []
  const variables: FlowVariable[] = []
  const portOf = (id: string): string => {
    const type = nodes.find((node) => node.id === id)?.type ?? ''
    return type.includes('.') || type === 'start' || type === 'error' ? 'next' : '_'
  }
  const builder: FlowBuilder = {
    step(id, type, data = {}, more = {}) {
      nodes.push({ id, type, position: { x: 0, y: nodes.length * 120 }, data, ...more })
      return builder
    },
    edge(from, target) {
      const isWhole = nodes.some((node) => node.id === from)
      const dot = from.indexOf('.')
      const source = isWhole ? from : from.slice(0, dot)
      const sourceHandle = isWhole ? portOf(from) : from.slice(dot + 1)
      edges.push({ id: `e${edges.length + 1}`, source, sourceHandle, target })
      return builder
    },
    chain(...ids) {
      ids.forEach((id, index) => {
        builder.edge(ids[index - 1] ?? 'start', id)
      })
      return builder
    },
    variable(variable) {
      variables.push(variable)
      return builder
    },
    build: () => ({ schemaVersion: 1, nodes, edges, settings: { ...DEFAULT_SETTINGS, ...settings }, variables }),
  }
  return builder
}
