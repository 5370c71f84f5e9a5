import { z } from 'zod'
import { hasOwnZone } from '../document/flow-document.ts'
import { isTemplate, type Template, toText } from '../templates/template.ts'
import {
  defineStudioStep,
  type KnownTable,
  type Problem,
  type StepCall,
  StepFailure,
  type StepResult,
} from './define-node.ts'
import { keyInWords } from './kept-key.ts'
import type { RowChange, RowValues, TableValue, TableWritten } from './look-up.ts'
import { variableNameProblem } from './variable-name.ts'
import { endOfDay } from './wall-clock.ts'

const UNIT_MS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const
const MAX_AMOUNT = 10_000
const WRITES = ['add', 'set']

const dataSchema = z.looseObject({
  change: z.enum(['add', 'set', 'forget']).meta({
    label: 'What to do',
    control: 'segmented',
    options: { add: 'Count', set: 'Remember', forget: 'Forget' },
  }),
  table: z.string().meta({ label: 'Table', control: 'live-table', section: 'Where', template: false }),
  key: z.string().meta({ label: 'Row', control: 'kept-key', section: 'Where', placeholder: '{{ caller.number }}' }),
  column: z
    .string()
    .optional()
    .meta({
      label: 'Column',
      control: 'kept-column',
      section: 'Where',
      template: false,
      onlyWhen: { field: 'change', is: WRITES },
    }),
  value: z
    .unknown()
    .optional()
    .meta({ label: 'Value', control: 'kept-value', section: 'Where', onlyWhen: { field: 'change', is: WRITES } }),
  keepFor: z
    .enum(['forever', 'day', 'duration'])
    .optional()
    .meta({
      label: 'Keep it',
      control: 'segmented',
      options: { forever: 'Always', day: 'Until midnight', duration: 'For some time' },
      ifAbsent: 'forever',
      section: 'How long',
      onlyWhen: { field: 'change', is: WRITES },
    }),
  keepAmount: z
    .int()
    .min(1)
    .max(MAX_AMOUNT)
    .optional()
    .meta({
      label: 'For',
      hint: 'A count: from its first call on. A value: from the last time that it is remembered.',
      section: 'How long',
      onlyWhen: { field: 'keepFor', is: ['duration'] },
    }),
  keepUnit: z
    .enum(['minutes', 'hours', 'days'])
    .optional()
    .meta({
      label: 'Unit',
      control: 'segmented',
      options: { minutes: 'minutes', hours: 'hours', days: 'days' },
      ifAbsent: 'hours',
      section: 'How long',
      onlyWhen: { field: 'keepFor', is: ['duration'] },
    }),
  assign: z.array(z.looseObject({ name: z.string(), column: z.string() })).meta({
    label: 'Keep as variables',
    control: 'table-assign',
    section: 'New values',
    template: false,
    onlyWhen: { field: 'change', is: WRITES },
  }),
})
type Data = Partial<z.infer<typeof dataSchema>>

export const dataRemember = defineStudioStep({
  type: 'data.remember',
  title: 'Count or remember',
  kindLine: 'Writes to a table of the studio',
  help: 'Counts, or keeps a value, in a row of one of your live tables, for this call and later ones. The caller notices nothing.',
  icon: 'notebook-pen',
  category: 'Data & Look-ups',
  synonyms: ['counter', 'count calls', 'limit', 'rate limit', 'store', 'save', 'write', 'table', 'memory', 'forget'],
  writes: true,
  data: dataSchema,
  create: (newName) => ({
    change: 'add',
    table: '',
    key: '{{ caller.number }}',
    column: '',
    value: 1,
    keepFor: 'day',
    assign: [{ name: newName('count'), column: '' }],
  }),
  ports: () => [
    { key: 'next', label: 'Next' },
    { key: 'error', label: 'Failed' },
  ],
  summary: inWords,
  sets: ({ change, assign = [] }) => (change === 'forget' ? [] : assign.map(({ name }) => name)),
  check: (
    { change = 'add', table = '', key = '', column = '', value, keepFor, keepAmount, assign = [] },
    { document: { settings } },
  ) => [
    ...(table === '' ? [NO_TABLE] : change !== 'forget' && column === '' ? [NO_COLUMN] : []),
    ...(key.trim() === '' ? [NO_KEY] : []),
    ...(change === 'add' && isNoNumber(value) ? [NO_NUMBER] : []),
    ...(change !== 'forget' && keepFor === 'duration' && keepAmount === undefined ? [NO_DURATION] : []),
    ...(change !== 'forget' && keepFor === 'day' && !hasOwnZone(settings) ? [NO_ZONE] : []),
    ...(change === 'forget'
      ? []
      : assign.flatMap(({ name }, index) => variableNameProblem(name, `assign.${index}.name`))),
  ],
  checkWorld({ change = 'add', table = '', column = '', assign = [] }, world) {
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
  },
  foot: 'Written only when the call gets here. After a KAZOO step, KAZOO sends a new request first.',
  prepare(
    { change = 'add', table = '', key = '', column = '', value = 1, keepFor, keepAmount, keepUnit, assign = [] },
    tools,
  ) {
    const row = tools.template(key)
    const wanted = tools.template(value)
    const durationMs = keepFor === 'duration' ? (keepAmount ?? 0) * UNIT_MS[keepUnit ?? 'hours'] : null
    return (call) => {
      const made = changeOf(call)
      const expiresAt = keepFor === 'day' ? midnightAfter(call) : durationMs === null ? null : +call.now + durationMs
      const write = { table, key: call.text(row), change: made, expiresAt }
      return { kind: 'write', write, takeReply: (written) => goOn(call, written) }
    }

    function changeOf(call: StepCall): RowChange {
      if (change === 'forget') return { kind: 'forget' }
      if (change === 'set') return { kind: 'set', column, value: toCell(call.value(wanted)) }
      const by = toText(call.value(wanted)).trim()
      if (by === '' || !Number.isFinite(Number(by)))
        throw new StepFailure('table.value', `“${by}” is not a number, so nothing was counted.`)
      return { kind: 'add', column, by: Number(by) }
    }

    function goOn(call: StepCall, written: TableWritten): StepResult {
      if (written.kind === 'error') throw new StepFailure(written.code, written.message)
      const { before, after } = written
      if (change !== 'forget')
        // What was written, and what the row was found by, may be sensitive, and so is a copy of it.
        for (const { name, column: from } of assign)
          call.assign(name, after?.[from] ?? undefined, from === column ? wanted : row)
      const isHidden =
        call.isSensitive(wanted) || assign.some(({ name, column: from }) => from === column && call.hides(name))
      call.tell(toldOf(shown(call, row), before, isHidden ? null : after))
      return { kind: 'go', port: 'next' }
    }

    /** @param after null: the values are not to be seen */
    function toldOf(whose: string, before: RowValues | null, after: RowValues | null): string {
      if (change === 'forget') return before === null ? `nothing to forget for ${whose}` : `forgot ${whose}`
      const values = after ? [before?.[column], after[column]].map(inCell) : [HIDDEN, HIDDEN]
      return `${column} ${values.join(' → ')} for ${whose}`
    }
  },
  next: (port) => (port === 'next' ? ['logic.condition', 'tts', 'user'] : ['tts', 'user', 'voicemail']),
})

/** What stands for a sensitive value in the log. */
const HIDDEN = '••••'
const shown = (call: StepCall, key: Template): string => (call.isSensitive(key) ? HIDDEN : call.text(key))
const inCell = (value: TableValue | undefined): string => (value === undefined || value === null ? '–' : String(value))

const toCell = (value: unknown): TableValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : toText(value) || null

/** @throws StepFailure where the flow's zone is none */
function midnightAfter({ timezone, now }: StepCall): number {
  const midnight = endOfDay(timezone || 'UTC', now)
  if (midnight === null) throw new StepFailure('schedule.timezone', `There is no time zone ${timezone}.`)
  return midnight
}

/** "Count per caller, until midnight" */
function inWords({
  change,
  table,
  key = '',
  column,
  value = 1,
  keepFor,
  keepAmount,
  keepUnit = 'hours',
}: Data): string {
  if (!table) return ''
  const whose = keyInWords(key)
  if (change === 'forget') return `Forget ${whose}`
  const unit = keepAmount === 1 ? keepUnit.replace(/s$/, '') : keepUnit
  const howLong =
    keepFor === 'day' ? ', until midnight' : keepFor === 'duration' && keepAmount ? `, for ${keepAmount} ${unit}` : ''
  if (change === 'set') return `Remember ${column || 'a value'} = ${toText(value)} ${whose}${howLong}`
  return `Count ${toText(value) === '1' ? 'calls' : `by ${toText(value)}`} ${whose}${howLong}`
}

const isNoNumber = (value: unknown): boolean =>
  value !== undefined && !isTemplate(toText(value)) && !(toText(value).trim() !== '' && Number.isFinite(Number(value)))

const hasColumn = ({ columns }: KnownTable, name: string): boolean =>
  name === '' || columns.some((column) => column.name === name)

function columnProblems(known: KnownTable, change: string, name: string): Problem[] {
  const column = known.columns.find((each) => each.name === name)
  if (!column) return [noColumn(known.name, name, 'column')]
  if (name === known.keyColumn) return [keyColumn(name)]
  return change === 'add' && column.type !== 'number' ? [notNumeric(name)] : []
}

const error = (code: Problem['code'], field: string, short: string, message: string): Problem => ({
  severity: 'error',
  code,
  field,
  short,
  message,
})
const NO_TABLE = error('table.missing', 'table', 'Choose a table', 'No table is chosen. Choose the one to write to.')
const NO_COLUMN = error('table.no-column', 'column', 'Choose a column', 'No column is chosen. Choose where to write.')
const NO_KEY = error('table.no-key', 'key', 'Say which row', 'Nothing says which row. Choose what the row is for.')
const NO_NUMBER = error(
  'table.value',
  'value',
  'Enter a number',
  'The value to add is not a number. Enter one, such as 1.',
)
const NO_DURATION = error('field.missing', 'keepAmount', 'Enter how long', 'Nothing says how long. Enter a number.')
const GONE = error('table.missing', 'table', 'The table is gone', 'This table is gone. Choose another one.')
const notLive = ({ name, live }: KnownTable): Problem[] =>
  live
    ? []
    : [
        error(
          'table.not-live',
          'table',
          'Make the table live',
          `Calls can write to live tables only, and “${name}” is not live. Turn on “Live” on the page of the table.`,
        ),
      ]
const noColumn = (table: string, column: string, field: string): Problem =>
  error('table.no-column', field, 'Choose a column', `${table} has no column “${column}”. Choose another one.`)
const keyColumn = (column: string): Problem =>
  error(
    'table.no-column',
    'column',
    'Choose another column',
    `“${column}” is the key, by which the row is found. Choose another column.`,
  )
const notNumeric = (column: string): Problem =>
  error(
    'table.value',
    'column',
    'Choose a number column',
    `“${column}” is not a column of numbers. Choose one to count in, or change its type.`,
  )
/** Midnight in UTC is in the middle of the day in many places. */
const NO_ZONE: Problem = {
  severity: 'warning',
  code: 'schedule.no-timezone',
  field: 'keepFor',
  short: 'Choose a time zone',
  message: 'Midnight counts in UTC, since nobody has chosen a time zone. Choose one in the settings of the flow.',
  fix: { kind: 'use-own-zone', label: 'Use my time zone' },
  otherFix: { kind: 'use-zone', label: 'Keep UTC', zone: 'UTC' },
}
