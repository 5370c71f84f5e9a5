/** What the form knows of a kind of control. A new kind is one entry in `controls.ts`. */
import { createContext, type FC, use } from 'react'
import type { Control, FormField } from './form-fields.ts'

export interface ControlProps {
  field: FormField
  /** Dot path inside the node's data. */
  path: string
  value: unknown
  /** Undefined takes the key out of the data. `isDiscrete`: a press, an undo step of its own. */
  onChange: (value: unknown, isDiscrete?: boolean) => void
}

export interface ControlKind {
  Control: FC<ControlProps>
  /** Whether the control can show a value; what it cannot is kept, and edited as JSON. */
  shows: (value: unknown) => boolean
  /** The control shows the field's label, so that a heading with the same words is left out. */
  isLabelled?: true
  /** A section of its own above the field's: trying the step out. */
  Above?: FC<{ path: string }>
}

export type ControlRegistry = Readonly<Record<Control, ControlKind>>

/** The controls by kind, handed down: a control whose entries are forms finds the other controls without importing them. */
export const ControlRegistryContext = createContext<ControlRegistry | null>(null)

/** @throws outside of a step's form */
export function useControls(): ControlRegistry {
  const controls = use(ControlRegistryContext)
  if (!controls) throw new Error('A field stands outside of a step’s form.')
  return controls
}
