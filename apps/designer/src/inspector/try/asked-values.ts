/** What has to be told before a look-up can be tried: variables that it reads, and that the sample call has not set. */
import { type FlowDocument, type FlowNode, prepareNode, type Scope } from '@callflow-studio/model'

/** @returns names under `vars`, in the order in which the step reads them */
export function askedVariables(node: FlowNode, scope: Scope): readonly string[] {
  const vars = (scope.vars ?? {}) as Record<string, unknown>
  const names = prepareNode(node, null).reads.flatMap(([root, name]) =>
    root === 'vars' && name !== undefined && vars[name] === undefined ? [name] : [],
  )
  return [...new Set(names)]
}

/** Keys typed by the caller are not known before a call. */
export const readsDigits = (node: FlowNode): boolean =>
  prepareNode(node, null).reads.some(([root]) => root === 'digits')

/** What was typed for a variable, as a value of the kind that the flow declares; text where it is none. */
export function typedValue(text: string, name: string, { variables }: Pick<FlowDocument, 'variables'>): unknown {
  const type = variables.find((variable) => variable.name === name)?.type ?? 'string'
  if (type === 'string') return text
  try {
    const value: unknown = JSON.parse(text)
    return type === 'json' || typeof value === type ? value : text
  } catch {
    return text // Not finished, or a text in the place of a number: the server takes it as it is.
  }
}
