/** What is wrong with a step that counts or remembers: what it lacks, and what its table cannot take. */
import { type FlowSettings, hasOwnZone } from '../../document/flow-document.ts'
import { isTemplate, toText } from '../../templates/template.ts'
import { errorAt, type KnownTable, type Problem, type World } from '../contract/checks.ts'
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

/** Problems with the table as it is now. */
export function rememberWorldProblems(
  { change = 'add', table = '', column = '', assign = [] }: RememberData,
  world: Pick<World, 'table'>,
): Problem[] {
  if (table === '') return []
  const known = world.table(table)
  if (!known) return [GONE]
  if (change === 'forget') return notLive(known)
  return [
    ...notLive(known),
    ...(column === '' ? [] : columnProblems(known, change, column)),
    ...assign.flatMap(({ column: from }, index) =>
      hasColumn(known, from) ? [] : [noColumn(known.name, from, `assign.${index}.column`)],
    ),
  ]
}

/** Read as a call reads it: as text. */
function isNoNumber(value: unknown): boolean {
  if (value === undefined) return false
  const text = toText(value).trim()
  return !isTemplate(text) && !(text !== '' && Number.isFinite(Number(text)))
}

const hasColumn = ({ columns }: KnownTable, name: string): boolean =>
  name === '' || columns.some((column) => column.name === name)

function columnProblems(known: KnownTable, change: string, name: string): Problem[] {
  const column = known.columns.find((each) => each.name === name)
  if (!column) return [noColumn(known.name, name, 'column')]
  if (name === known.keyColumn) return [keyColumn(name)]
  return change === 'add' && column.type !== 'number' ? [notNumeric(name)] : []
}

const NO_TABLE = errorAt('table.missing', 'table', 'Choose a table', 'No table is chosen. Choose the one to write to.')
const NO_COLUMN = errorAt('table.no-column', 'column', 'Choose a column', 'No column is chosen. Choose where to write.')
const NO_KEY = errorAt('table.no-key', 'key', 'Say which row', 'Nothing says which row. Choose what the row is for.')
const NO_NUMBER = errorAt(
  'table.value',
  'value',
  'Enter a number',
  'The value to add is not a number. Enter one, such as 1.',
)
const GONE = errorAt('table.missing', 'table', 'The table is gone', 'This table is gone. Choose another one.')
const notLive = ({ name, live }: KnownTable): Problem[] =>
  live
    ? []
    : [
        errorAt(
          'table.not-live',
          'table',
          'Make the table live',
          `Calls can write to live tables only, and “${name}” is not live. Turn on “Live” on the page of the table.`,
        ),
      ]
const noColumn = (table: string, column: string, field: string): Problem =>
  errorAt('table.no-column', field, 'Choose a column', `${table} has no column “${column}”. Choose another one.`)
const keyColumn = (column: string): Problem =>
  errorAt(
    'table.no-column',
    'column',
    'Choose another column',
    `“${column}” is the key, by which the row is found. Choose another column.`,
  )
const notNumeric = (column: string): Problem =>
  errorAt(
    'table.value',
    'column',
    'Choose a number column',
    `“${column}” is not a column of numbers. Choose one to count in, or change its type.`,
  )
