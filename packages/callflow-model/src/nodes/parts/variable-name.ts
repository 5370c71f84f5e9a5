import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** Names that templates can say: `vars.<name>`. */
export const isVariableName = (name: string): boolean => NAME.test(name)

/** A field that names a variable which the step sets. */
export const variableName = () => z.string().meta({ setsVariable: true })

/** @returns what is wrong with a variable's name; nothing if it is fine. */
export function variableNameProblem(name: string, field: string): Problem[] {
  if (isVariableName(name)) return []
  return [
    {
      severity: 'error',
      code: 'variable.name',
      field,
      short: name === '' ? 'Name the variable' : 'Fix the name',
      message:
        name === ''
          ? 'The variable has no name. Give it one, so that later steps can use it.'
          : `"${name}" cannot be a variable's name. Use letters, digits and _, beginning with a letter.`,
    },
  ]
}
