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

export type ControlRegistry = Readonly<Record<Control, FC<ControlProps>>>

/** The controls by kind, handed down: a control whose entries are forms finds the other controls without importing them. */
export const ControlRegistryContext = createContext<ControlRegistry | null>(null)

/** @throws outside of a step's form */
export function useControls(): ControlRegistry {
  const controls = use(ControlRegistryContext)
  if (!controls) throw new Error('A field stands outside of a step’s form.')
  return controls
}
