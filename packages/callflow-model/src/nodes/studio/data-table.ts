import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineStudioStep } from '../contract/define.ts'
import type { TableReply } from '../contract/look-up.ts'
import { type StepCall, StepFailure } from '../contract/step-call.ts'
import type { StepResult } from '../contract/step-result.ts'
import { columnsKept, keptColumn } from '../parts/kept-columns.ts'
import { variableNameProblem } from '../parts/variable-name.ts'

export const dataTable = defineStudioStep({
  type: 'data.table',
  title: 'Table look-up',
  kindLine: 'Look-up in a Callflow Studio table',
  help: 'Finds a row in one of your tables and stores its values in variables. The caller hears nothing.',
  icon: 'table-2',
  category: 'Data & Look-ups',
  synonyms: ['table', 'lookup', 'CSV', 'list', 'database', 'directory', 'whitelist', 'blocklist', 'VIP', 'SQL'],
  data: z.looseObject({
    table: z.string().meta({ label: 'Table', control: 'table', section: 'Where to look', template: false }),
    column: z.string().meta({ label: 'Column', control: 'table-column', section: 'Where to look', template: false }),
    key: z.string().meta({ label: 'Is', section: 'Where to look', placeholder: '{{ caller.number }}' }),
    assign: z
      .array(keptColumn)
      .meta({ label: 'Store from the row', control: 'table-assign', section: 'Variables', template: false }),
  }),
  create: () => ({ table: '', column: '', key: '{{ caller.number }}', assign: [] }),
  ports: () => [
    { key: 'found', label: 'Found' },
    { key: 'not_found', label: 'Not found' },
    { key: 'error', label: 'Failed' },
  ],
  summary: ({ column = '', key = '' }) => (column === '' ? '' : `Column ${column} is ${key}`),
  sets: ({ assign = [] }) => assign.map(({ name }) => name),
  check: ({ table = '', column = '', assign = [] }) => [
    ...(table === '' ? [NO_TABLE] : column === '' ? [NO_COLUMN] : []),
    ...assign.flatMap(({ name }, index) => variableNameProblem(name, `assign.${index}.name`)),
  ],
  references: ({ table = '', column = '', assign = [] }) => [
    {
      kind: 'table',
      id: table,
      field: 'table',
      use: 'reads',
      columns: [{ name: column, field: 'column' }, ...columnsKept(assign)],
    },
  ],
  exitInput: ({ assign = [] }, port) => ({
    kind: 'row',
    row: port === 'found' ? 'found' : port === 'error' ? 'fails' : 'not found',
    assigns: assign,
  }),
  prepare({ table = '', column = '', key = '', assign = [] }, tools) {
    const wanted = tools.template(key)
    function take(call: StepCall, reply: TableReply): StepResult {
      if (reply.kind === 'error') throw new StepFailure(reply.code, reply.message)
      if (reply.kind === 'not_found') return { kind: 'go', port: 'not_found' }
      // The column that was looked in holds a copy of what was looked for, which may be sensitive.
      for (const { name, column: from } of assign)
        call.assign(name, reply.row[from] ?? undefined, ...(from === column ? [wanted] : []))
      return { kind: 'go', port: 'found' }
    }
    return (call) => ({
      kind: 'read-table',
      query: { table, column, key: call.text(wanted) },
      takeReply: (reply) => take(call, reply),
    })
  },
  next: (port) => (port === 'found' ? ['logic.condition', 'user', 'tts'] : ['input.menu', 'tts', 'user']),
})

const NO_TABLE: Problem = {
  severity: 'error',
  code: 'table.missing',
  field: 'table',
  short: 'Choose a table',
  message: 'No table is chosen. Choose one to search.',
}
const NO_COLUMN: Problem = {
  severity: 'error',
  code: 'table.no-column',
  field: 'column',
  short: 'Choose a column',
  message: 'No column is chosen. Choose the column to search.',
}
