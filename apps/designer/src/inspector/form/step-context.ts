/** What every control of the form may ask and do, without passing it through each of them. */
import type { Diagnostic, FlowNode, NodeDefinition } from '@callflow-studio/model'
import { createContext, useContext } from 'react'

/** A text field that asks for a value to insert at its cursor. */
export interface ValueRequest {
  /** What has been typed of the path already. */
  query: string
  /** True for a text that goes out in a look-up: secrets may stand in it. */
  allowsSecrets: boolean
  insert: (template: string) => void
  cancel: () => void
}

export interface StepEditing {
  node: FlowNode
  definition: NodeDefinition | undefined
  /** Problems that the server found in this step. */
  diagnostics: readonly Diagnostic[]
  /**
   * Writes a field, or with the path '' all data; edits of one visit are one undo step. `isDiscrete`: a press, which is
   * a step of its own.
   */
  set: (path: string, value: unknown, isDiscrete?: boolean) => void
  /** The visit of a field is over. */
  endVisit: () => void
  /** Opens the value picker. */
  askForValue: (request: ValueRequest) => void
}

export const StepContext = createContext<StepEditing | null>(null)

/** @throws outside of a step's form */
export function useStep(): StepEditing {
  const editing = useContext(StepContext)
  if (!editing) throw new Error('A control of the form stands outside of it.')
  return editing
}
