/** The values of the sample call at a line of its transcript, and where each of them comes from. */
import {
  asksCaller,
  definitionOf,
  type FlowDocument,
  type FlowNode,
  titleOf,
  tolerantData,
} from '@callflow-studio/model'
import type { PreviewChange, PreviewEvent } from '@callflow-studio/model/api'

export interface PreviewValue {
  /** 'vars.next_visit' */
  name: string
  value: string
  /** Where it comes from. */
  from: Pick<PreviewChange, 'by' | 'nodeId'>
  /** It came with this very line. */
  isNew: boolean
}

/** @param line index of the event; variables are those of the flow that runs there. @returns what is new first */
export function valuesAt(events: readonly PreviewEvent[], line: number): readonly PreviewValue[] {
  const told = new Map<string, PreviewValue>()
  const variables = new Map<string | undefined, Map<string, PreviewValue>>()
  events.slice(0, line + 1).forEach(({ flowId, changes = [] }, index) => {
    const own = variables.get(flowId) ?? new Map<string, PreviewValue>()
    variables.set(flowId, own)
    for (const { name, value, by, nodeId } of changes) {
      const values = name.startsWith('vars.') ? own : told
      if (value === undefined) values.delete(name)
      else values.set(name, { name, value: textOf(value), from: { by, nodeId }, isNew: index === line })
    }
  })
  const own = variables.get(events[line]?.flowId) ?? new Map<string, PreviewValue>()
  return [...own.values(), ...told.values()].toSorted((a, b) => rankOf(a) - rankOf(b))
}

/** What is new comes first, and what every call has last. */
const rankOf = ({ name, isNew }: PreviewValue): number => (isNew ? 0 : /^(caller|call)\./.test(name) ? 2 : 1)

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/** What a value is to the user, and the step to go to; null where there is none in this flow. */
export interface ValueOrigin {
  kind: 'caller' | 'kazoo' | 'default' | 'keys' | 'set' | 'reply' | 'row' | 'subFlow' | 'unknown'
  step: { id: string; title: string } | null
}

export function originOf(document: FlowDocument, { by, nodeId }: PreviewValue['from']): ValueOrigin {
  if (by !== 'step' && by !== 'keys') return { kind: by, step: null }
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (!node) return { kind: nodeId === null ? 'unknown' : 'subFlow', step: null }
  return { kind: by === 'keys' ? 'keys' : kindOf(node), step: { id: node.id, title: titleOf(node) } }
}

/** What kind of step gave the value. */
function kindOf(node: FlowNode): ValueOrigin['kind'] {
  const definition = definitionOf(node.type)
  if (definition?.kind === 'studio' && definition.isLookUp) return 'reply'
  if (asksCaller(node.type)) return 'keys'
  const references = definition?.references?.(tolerantData(definition, node.data)) ?? []
  return references.some((each) => each.kind === 'table' && each.use === 'reads') ? 'row' : 'set'
}
