/** What a node refers to, and in which of its fields. Where-used, renaming, pickers and checks use it. */
import type { EntityKind } from '../../kazoo/entity-kinds.ts'

export type { EntityKind }

/** A member of a ring group: what KAZOO calls an endpoint. */
export const ENDPOINT: readonly EntityKind[] = ['device', 'user', 'group']

interface InField {
  /** The path inside the node's data: `assign.0.column`. */
  field: string
}

export interface TableReference extends InField {
  kind: 'table'
  id: string
  /** `days`: a list of special days, of which every row is read. Writing needs a live table. */
  use: 'reads' | 'writes' | 'days'
  columns: readonly ColumnReference[]
}

export interface ColumnReference extends InField {
  name: string
  /** What is done to it: a sum needs a column of numbers, and neither may be done to the key. Left out: it is read. */
  change?: 'add' | 'set'
}

export interface FlowReference extends InField {
  kind: 'flow'
  id: string
}

export interface SwitchReference extends InField {
  kind: 'switch'
  id: string
  /** The step does without it. */
  isOptional?: boolean
}

/** A server that is asked during the call. */
export interface ServerReference extends InField {
  kind: 'server'
  host: string
  port: number
}

export interface SecretReference extends InField {
  kind: 'secret'
  name: string
}

export interface VariableReference extends InField {
  kind: 'variable'
  name: string
  use: 'reads' | 'sets'
}

export interface EntityReference extends InField {
  kind: 'entity'
  /** Several where the field takes either: a user or a device. */
  entities: readonly EntityKind[]
  id: string
}

/** What a step itself says that it names. */
export type OwnReference = TableReference | FlowReference | SwitchReference | ServerReference

/** The rest is read from its fields: `entity` and `setsVariable` in their `meta`, and the values in templates. */
export type Reference = OwnReference | SecretReference | VariableReference | EntityReference
