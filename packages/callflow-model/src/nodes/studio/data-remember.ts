import { z } from 'zod'
import { toText } from '../../templates/template.ts'
import { defineStudioStep } from '../contract/define.ts'
import type { RowChange, RowValues, TableValue, TableWritten } from '../contract/look-up.ts'
import { type StepCall, StepFailure } from '../contract/step-call.ts'
import type { StepResult } from '../contract/step-result.ts'
import { amountSchema, durationInWords, durationMs, midnightAfter, unitSchema } from '../parts/how-long.ts'
import { columnsKept, keptColumn } from '../parts/kept-columns.ts'
import { keyInWords } from '../parts/kept-key.ts'
import { rememberProblems } from '../parts/remember-problems.ts'

const DEFAULT_AMOUNT = 24
const WRITES = ['add', 'set']

const dataSchema = z.looseObject({
  change: z.enum(['add', 'set', 'forget']).meta({
    label: 'What to do',
    control: 'segmented',
    options: { add: 'Count', set: 'Remember', forget: 'Forget' },
    template: false,
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
      template: false,
      section: 'How long',
      onlyWhen: { field: 'change', is: WRITES },
    }),
  keepAmount: amountSchema.meta({
    label: 'For',
    ifAbsent: DEFAULT_AMOUNT,
    template: false,
    hint: 'A count expires this long after its first call, a value this long after it was last stored.',
    section: 'How long',
    onlyWhen: { field: 'keepFor', is: ['duration'] },
  }),
  keepUnit: unitSchema.meta({
    label: 'Unit',
    control: 'segmented',
    options: { minutes: 'minutes', hours: 'hours', days: 'days' },
    ifAbsent: 'hours',
    template: false,
    section: 'How long',
    onlyWhen: { field: 'keepFor', is: ['duration'] },
  }),
  assign: z.array(keptColumn).meta({
    label: 'Store as variables',
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
  kindLine: 'Writes to a Callflow Studio table',
  help: 'Counts or stores a value in a row of a live table, for this call and later ones. The caller hears nothing.',
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
  check: (data, { document }) => rememberProblems(data, document.settings),
  references: ({ change = 'add', table = '', column = '', assign = [] }) => [
    {
      kind: 'table',
      id: table,
      field: 'table',
      use: 'writes',
      columns: change === 'forget' ? [] : [{ name: column, field: 'column', change }, ...columnsKept(assign)],
    },
  ],
  exitInput: ({ change = 'add', column = '', value = 1, assign = [] }, port) => ({
    kind: 'row',
    row: port === 'error' ? 'fails' : 'found',
    assigns: assign,
    ...(change === 'add' ? { adds: { column, by: Number(value) || 0 } } : {}),
  }),
  footer: 'Written only when the call gets here. After a KAZOO step, KAZOO sends a new request first.',
  prepare(
    { change = 'add', table = '', key = '', column = '', value = 1, keepFor, keepAmount, keepUnit, assign = [] },
    tools,
  ) {
    const row = tools.template(key)
    const wanted = tools.template(value)
    const keepMs = keepFor === 'duration' ? durationMs(keepAmount ?? DEFAULT_AMOUNT, keepUnit ?? 'hours') : null
    return (call) => {
      const made = changeOf(call)
      const expiresAt = keepFor === 'day' ? midnightAfter(call) : keepMs === null ? null : +call.now + keepMs
      const write = { table, key: call.text(row), change: made, expiresAt }
      const whose = call.isSensitive(row) ? HIDDEN : write.key
      return { kind: 'write', write, takeReply: (written) => goOn(call, whose, written) }
    }

    function changeOf(call: StepCall): RowChange {
      if (change === 'forget') return { kind: 'forget' }
      if (change === 'set') return { kind: 'set', column, value: toCell(call.value(wanted)) }
      const by = toText(call.value(wanted)).trim()
      if (by === '' || !Number.isFinite(Number(by)))
        throw new StepFailure('table.value', `“${by}” is not a number, so nothing was counted.`)
      return { kind: 'add', column, by: Number(by) }
    }

    /** @param whose the key as it may be logged */
    function goOn(call: StepCall, whose: string, written: TableWritten): StepResult {
      if (written.kind === 'error') throw new StepFailure(written.code, written.message)
      const { before, after } = written
      if (change !== 'forget')
        // What was written, and what the row was found by, may be sensitive, and so is a copy of it.
        for (const { name, column: from } of assign)
          call.assign(name, after?.[from] ?? undefined, from === column ? wanted : row)
      const isHidden =
        call.isSensitive(wanted) || assign.some(({ name, column: from }) => from === column && call.hides(name))
      call.setTraceDetail(toldOf(whose, before, isHidden ? null : after))
      return { kind: 'go', port: 'next' }
    }

    /** @param after null: the values are not to be seen */
    function toldOf(whose: string, before: RowValues | null, after: RowValues | null): string {
      if (change === 'forget') return before === null ? `nothing to forget for ${whose}` : `forgot ${whose}`
      const old = before?.[column] ?? (change === 'add' ? 0 : null)
      const values = after ? [old, after[column]].map(inCell) : [HIDDEN, HIDDEN]
      return `${column} ${values.join(' → ')} for ${whose}`
    }
  },
  next: (port) => (port === 'next' ? ['logic.condition', 'tts', 'user'] : ['tts', 'user', 'voicemail']),
})

/** Replaces a sensitive value in the log. */
const HIDDEN = '••••'
const inCell = (value: TableValue | undefined): string =>
  value === undefined || value === null ? 'nothing' : String(value)

const toCell = (value: unknown): TableValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : toText(value) || null

/** "Count per caller, until midnight" */
function inWords({
  change,
  table,
  key = '',
  column,
  value = 1,
  keepFor,
  keepAmount = DEFAULT_AMOUNT,
  keepUnit = 'hours',
}: Data): string {
  if (!table) return ''
  const whose = keyInWords(key)
  if (change === 'forget') return `Forget ${whose}`
  const howLong =
    keepFor === 'day'
      ? ', until midnight'
      : keepFor === 'duration'
        ? `, for ${durationInWords(keepAmount, keepUnit)}`
        : ''
  if (change === 'set') return `Remember ${column || 'a value'} = ${toText(value)} ${whose}${howLong}`
  return `Count ${toText(value) === '1' ? 'calls' : `by ${toText(value)}`} ${whose}${howLong}`
}
