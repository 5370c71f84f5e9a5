/** The list of problems: what is shown, in which order, where each one is, and the edit that mends it. */
import {
  type Command,
  connect,
  type Diagnostic,
  definitionOf,
  deleteNodes,
  type FlowDocument,
  type FlowNode,
  portsOf,
  setField,
} from '@callflow-studio/model'

export type ProblemFilter = 'all' | 'errors' | 'warnings'

/** Errors first, then warnings, then hints, each in the order in which the server found them. */
export function problemsShown(diagnostics: readonly Diagnostic[], filter: ProblemFilter): readonly Diagnostic[] {
  return diagnostics
    .filter(({ severity }) => filter === 'all' || (severity === 'error') === (filter === 'errors'))
    .toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
}

const WEIGHT: Record<Diagnostic['severity'], number> = { error: 0, warning: 1, info: 2 }

export function countProblems(diagnostics: readonly Diagnostic[]): { errors: number; warnings: number } {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: diagnostics.length - errors }
}

/** A problem's fix as an edit; null where there is none. */
export function fixCommand(diagnostic: Diagnostic): Command | null {
  const { fix } = diagnostic
  switch (fix?.kind) {
    case 'connect':
      return connect({ nodeId: fix.source, port: fix.port }, fix.target)
    case 'delete-node':
      return deleteNodes([fix.nodeId], { heal: false })
    case 'set-field':
      return setField(fix.nodeId, fix.field, fix.value)
    default:
      return null
  }
}

/**
 * The place inside a step in the form's own words.
 * @example 'rules.1.right' is "Rule 2", 'port:invalid' is "Wrong key", 'id' is "Mailbox"
 */
export function placeOf(document: FlowDocument, node: FlowNode, field: string | null): string {
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
