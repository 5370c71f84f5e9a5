/** Values of a row that a step keeps as variables. */
import { z } from 'zod'
import type { ColumnReference } from '../contract/references.ts'
import { variableName } from './variable-name.ts'

export const keptColumn = z.looseObject({ name: variableName(), column: z.string() })

/** @param assign the entries of the field `assign` */
export const columnsKept = (assign: readonly { column: string }[]): ColumnReference[] =>
  assign.map(({ column }, index) => ({ name: column, field: `assign.${index}.column` }))
