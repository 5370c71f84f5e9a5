import { definitionOf, type FlowDocument, type FlowNode, portsOf } from '@callflow-studio/model'

/**
 * The place inside a step in the form's own words.
 * @example 'rules.1.right' is "Rule 2", 'port:invalid' is "Wrong key", 'id' is "Mailbox"
 */
export function placeInStep(document: FlowDocument, node: FlowNode, field: string | null): string {
  if (field === null) return ''
  if (field.startsWith('port:')) return portName(document, node, field.slice('port:'.length))
  const [key = '', index] = field.split('.')
  const label = labelOf(node, key)
  return index !== undefined && /^\d+$/.test(index) ? `${label.replace(/s$/, '')} ${Number(index) + 1}` : label
}

function portName(document: FlowDocument, node: FlowNode, key: string): string {
  const port = portsOf(node, document.edges).find((each) => each.key === key)
  return port?.label ?? port?.keyCap ?? key
}

function labelOf(node: FlowNode, key: string): string {
  const schema = definitionOf(node.type)?.data as
    | { shape?: Record<string, { meta: () => { label?: string } | undefined }> }
    | undefined
  return schema?.shape?.[key]?.meta()?.label ?? key
}
