/** What a step that counts or remembers lacks. */
import { type FlowSettings, hasOwnZone } from '../../document/flow-document.ts'
import { isTemplate, toText } from '../../templates/template.ts'
import { errorAt, type Problem } from '../contract/checks.ts'
import { midnightInUtc } from './how-long.ts'
import { variableNameProblem } from './variable-name.ts'

interface RememberData {
  change?: string | undefined
  table?: string | undefined
  key?: string | undefined
  column?: string | undefined
  value?: unknown
  keepFor?: string | undefined
  assign?: readonly { name: string; column: string }[] | undefined
}

export function rememberProblems(
  { change = 'add', table = '', key = '', column = '', value, keepFor, assign = [] }: RememberData,
  settings: FlowSettings,
): Problem[] {
  const where = [
    ...(table === '' ? [NO_TABLE] : change !== 'forget' && column === '' ? [NO_COLUMN] : []),
    ...(key.trim() === '' ? [NO_KEY] : []),
  ]
  if (change === 'forget') return where
  return [
    ...where,
    ...(change === 'add' && isNoNumber(value) ? [NO_NUMBER] : []),
    ...(keepFor === 'day' && !hasOwnZone(settings) ? [midnightInUtc('keepFor')] : []),
    ...assign.flatMap(({ name }, index) => variableNameProblem(name, `assign.${index}.name`)),
  ]
}

/** Read as a call reads it: as text. */
function isNoNumber(value: unknown): boolean {
  if (value === undefined) return false
  const text = toText(value).trim()
  return !isTemplate(text) && !(text !== '' && Number.isFinite(Number(text)))
}

const NO_TABLE = errorAt('table.missing', 'table', 'Choose a table', 'No table is chosen. Choose one to write to.')
const NO_COLUMN = errorAt(
  'table.no-column',
  'column',
  'Choose a column',
  'No column is chosen. Choose one to write to.',
)
const NO_KEY = errorAt('table.no-key', 'key', 'Choose a row', 'No row is chosen. Choose the value that identifies it.')
const NO_NUMBER = errorAt(
  'table.value',
  'value',
  'Enter a number',
  'The value to add is not a number. Enter one, such as 1.',
)
