/** Controls whose value is a list or an object: lines, cards, keys. */
import { expect } from 'vitest'
import { type Locator, userEvent } from 'vitest/browser'
import type { ControlCase } from './control-cases.ts'
import { type RenderedStepForm, retype, tabTo } from './step-form.tsx'

type Step = ControlCase['step']

interface Editing {
  /** The text field of the entry, by its label. */
  name: string
  before: string
  after: string
  /** What the data holds with the text `after`. */
  edited: unknown
  /** The button that removes the entry. */
  remove: string
  /** What the data holds without it. */
  cleared: unknown
  problemAt?: string
}

/** One entry whose text is edited, and which a button removes. */
function entry(step: Step, { name, before, after, edited, remove, cleared, ...more }: Editing): ControlCase {
  const reach = (form: RenderedStepForm) => form.text(name)
  return {
    step,
    reach,
    shows: (form) => expect.element(reach(form)).toHaveValue(before),
    edit: (form) => reach(form).fill(after),
    edited,
    clear: (form) => form.press(remove),
    cleared,
    type: (form) => retype(reach(form), after),
    typed: edited,
    problemAt: `${step[2]}.0.value`,
    ...more,
  }
}

/** Taken over by leaving the field, or by Enter. */
const withEnter = (case_: ControlCase): ControlCase => ({
  ...case_,
  edit: async (form) => {
    await case_.edit(form)
    await userEvent.keyboard('{Enter}')
  },
  type: async (form) => {
    await case_.type(form)
    await userEvent.keyboard('{Enter}')
  },
})

/** A press on a button of a group, by mouse and by key. */
const pressing = (button: (form: RenderedStepForm) => Locator) => ({
  edit: (form: RenderedStepForm) => button(form).click(),
  type: async (form: RenderedStepForm) => {
    await tabTo(button(form))
    await userEvent.keyboard(' ')
  },
})

const lines = (path: string, type: string, more: Record<string, unknown>, value: string): ControlCase =>
  entry([type, { ...more, [path]: [{ name: 'a', value }] }, path], {
    name: 'Value 1',
    before: value,
    after: 'new',
    edited: [{ name: 'a', value: 'new' }],
    remove: 'Remove line 1',
    cleared: [],
  })

const HTTP = {
  method: 'GET',
  url: 'https://crm.example',
  headers: [],
  body: { type: 'none' },
  assign: [],
  timeoutMs: 4000,
}
const HOURS = { timezone: '', weekly: [], holidays: [] }
const CALL = { flowId: '', inputs: [], outputs: [] }
const USER = { endpoint_type: 'user', id: 'ann' }
const MONDAY = { days: ['mo'], from: '09:00', to: '17:00' }
const EVE = { date: '2040-12-24', name: 'Christmas Eve' }

export const LIST_CASES = {
  choices: entry(
    ['input.menu', { prompt: { type: 'tts', text: 'Hi' }, choices: [{ digits: '1', label: 'Sales' }] }, 'choices'],
    {
      name: 'Label of choice 1',
      before: 'Sales',
      after: 'Support',
      edited: [{ digits: '1', label: 'Support' }],
      remove: 'Remove choice 1',
      cleared: [],
      problemAt: 'choices',
    },
  ),
  rules: entry(['logic.condition', { combine: 'all', rules: [{ left: '1', op: 'equals', right: '2' }] }, 'rules'], {
    name: 'Compared with, rule 1',
    before: '2',
    after: '3',
    edited: [{ left: '1', op: 'equals', right: '3' }],
    remove: 'Remove rule 1',
    cleared: [],
    problemAt: 'rules.0.right',
  }),
  cases: entry(['logic.switch', { value: 'x', cases: [{ port: 'case_1', op: 'equals', right: '2' }] }, 'cases'], {
    name: 'Compared with, case 1',
    before: '2',
    after: '3',
    edited: [{ port: 'case_1', op: 'equals', right: '3' }],
    remove: 'Remove line 1',
    cleared: [],
    problemAt: 'cases.0.right',
  }),
  branches: {
    ...entry(
      [
        'logic.split',
        {
          branches: [
            { port: 'a', weight: 50 },
            { port: 'b', weight: 30 },
            { port: 'c', weight: 20 },
          ],
        },
        'branches',
      ],
      {
        name: 'Share 1',
        before: '50 %',
        after: '40',
        edited: [
          { port: 'a', weight: 40 },
          { port: 'b', weight: 30 },
          { port: 'c', weight: 30 },
        ],
        remove: 'Remove line 3',
        cleared: [
          { port: 'a', weight: 62 },
          { port: 'b', weight: 38 },
        ],
        problemAt: 'branches',
      },
    ),
  },
  assignments: lines('assignments', 'logic.set', {}, 'old'),
  'values-in': lines('inputs', 'flow.call', CALL, 'old'),
  'handed-back': { ...lines('outputs', 'flow.end', {}, 'old'), cleared: undefined },
  'values-out': entry(['flow.call', { ...CALL, outputs: [{ name: 'total', from: 'sum' }] }, 'outputs'], {
    name: 'Variable for return value 1',
    before: 'total',
    after: 'all',
    edited: [{ name: 'all', from: 'sum' }],
    remove: 'Remove line 1',
    cleared: [],
    problemAt: 'outputs.0.name',
  }),
  headers: entry(['data.http', { ...HTTP, headers: [{ name: 'Accept', value: 'text/plain' }] }, 'headers'], {
    name: 'Value of header 1',
    before: 'text/plain',
    after: 'text/csv',
    edited: [{ name: 'Accept', value: 'text/csv' }],
    remove: 'Remove line 1',
    cleared: [],
  }),
  'http-assign': entry(['data.http', { ...HTTP, assign: [{ name: 'plan', path: '$.plan' }] }, 'assign'], {
    name: 'Path of value 1',
    before: '$.plan',
    after: '$.tier',
    edited: [{ name: 'plan', path: '$.tier' }],
    remove: 'Remove line 1',
    cleared: [],
    problemAt: 'assign.0.path',
  }),
  'table-assign': entry(
    ['data.table', { table: 't1', column: 'number', value: '', assign: [{ name: 'plan', column: 'plan' }] }, 'assign'],
    {
      name: 'Name 1',
      before: 'plan',
      after: 'tier',
      edited: [{ name: 'tier', column: 'plan' }],
      remove: 'Remove line 1',
      cleared: [],
      problemAt: 'assign.0.name',
    },
  ),
  list: entry(['group', { id: 'x', endpoints: ['ann'] }, 'endpoints'], {
    name: 'Value 1',
    before: 'ann',
    after: 'bob',
    edited: ['bob'],
    remove: 'Remove line 1',
    cleared: undefined,
    problemAt: 'endpoints.0',
  }),
  'key-values': entry(['set_variables', { custom_application_vars: { plan: 'gold' } }, 'custom_application_vars'], {
    name: 'Value 1',
    before: 'gold',
    after: 'silver',
    edited: { plan: 'silver' },
    remove: 'Remove line 1',
    cleared: undefined,
    problemAt: 'custom_application_vars.plan',
  }),
  recipients: entry(['missed_call_alert', { recipients: [{ type: 'email', id: 'a@example.com' }] }, 'recipients'], {
    name: 'Recipient 1',
    before: 'a@example.com',
    after: 'b@example.com',
    edited: [{ type: 'email', id: 'b@example.com' }],
    remove: 'Remove line 1',
    cleared: [],
    problemAt: 'recipients.0.id',
  }),
  endpoints: entry(['ring_group', { endpoints: [USER] }, 'endpoints'], {
    name: 'Id',
    before: 'ann',
    after: 'bob',
    edited: [{ ...USER, id: 'bob' }],
    remove: 'Remove Phone 1',
    cleared: [],
    problemAt: 'endpoints.0.id',
  }),
  sequence: {
    ...entry(['audio_macro', { macros: [{ macro: 'tts', text: 'Hi' }] }, 'macros'], {
      name: 'Text',
      before: 'Hi',
      after: 'Bye',
      edited: [{ macro: 'tts', text: 'Bye' }],
      remove: 'Remove Part 1',
      cleared: [],
      problemAt: 'macros.0.text',
    }),
  },
  'time-rules': withEnter(
    entry(['temporal_route', { rules: ['r1'] }, 'rules'], {
      name: 'Id of rule 1',
      before: 'r1',
      after: 'r2',
      edited: ['r2'],
      remove: 'Remove Rule 1',
      cleared: [],
      problemAt: 'rules.0',
    }),
  ),
  slots: withEnter(
    entry(['park', { action: 'park', slots: { 101: {} } }, 'slots'], {
      name: 'Number of slot 1',
      before: '101',
      after: '102',
      edited: { 102: {} },
      remove: 'Remove slot 101',
      cleared: undefined,
      problemAt: 'slots',
    }),
  ),
  group: {
    step: ['ring_group', { endpoints: [USER], ringtones: { external: 'bell' } }, 'ringtones'],
    reach: ({ role, field }) => role('group', field.label),
    shows: (form) => expect.element(innerText(form)).toHaveValue('bell'),
    edit: (form) => innerText(form).fill('chime'),
    edited: { external: 'chime' },
    clear: (form) => innerText(form).fill(''),
    type: (form) => retype(innerText(form), 'chime'),
    typed: { external: 'chime' },
    problemAt: 'ringtones.external',
  },
  keys: {
    step: ['tts', { text: 'Hi', terminators: ['1'] }, 'terminators'],
    reach: ({ role, field }) => role('group', field.label),
    shows: ({ role }) => expect.element(role('button', '1')).toHaveAttribute('aria-pressed', 'true'),
    ...pressing(({ role }) => role('button', '2')),
    edited: ['1', '2'],
    typed: ['1', '2'],
    clear: ({ press }) => press('Reset'),
  },
  hours: {
    step: ['logic.schedule', { ...HOURS, weekly: [MONDAY] }, 'weekly'],
    reach: ({ role }) => role('group', 'Days, line 1'),
    shows: (form) => expect.element(tuesday(form)).toHaveAttribute('aria-pressed', 'false'),
    ...pressing((form) => tuesday(form)),
    edited: [{ ...MONDAY, days: ['mo', 'tu'] }],
    typed: [{ ...MONDAY, days: ['mo', 'tu'] }],
    clear: ({ press }) => press('Remove line 1'),
    cleared: [],
    problemAt: 'weekly.0.from',
  },
  holidays: {
    step: ['logic.schedule', { ...HOURS, holidays: [EVE] }, 'holidays'],
    reach: ({ role }) => role('button', /^Christmas Eve/),
    shows: ({ role }) => expect.element(role('button', /^Christmas Eve/)).toMatchTextContent('24 Dec 2040'),
    edit: async ({ role, text }) => {
      await role('button', /^Christmas Eve/).click()
      await text('Name of the day').fill('Eve')
    },
    edited: [{ ...EVE, name: 'Eve' }],
    clear: ({ press }) => press('Remove Christmas Eve'),
    cleared: [],
    type: async ({ role, text }) => {
      await tabTo(role('button', /^Christmas Eve/))
      await userEvent.keyboard('{Enter}')
      await retype(text('Name of the day'), 'Eve')
    },
    typed: [{ ...EVE, name: 'Eve' }],
    problemAt: 'holidays.0.date',
  },
  'day-lists': {
    step: ['logic.schedule', { ...HOURS, lists: ['t3'] }, 'lists'],
    reach: ({ role, field }) => role('combobox', `${field.label} optional`),
    shows: ({ role }) => expect.element(role('link', 'Holidays')).toBeVisible(),
    edit: (form) => form.pick(form.role('combobox', `${form.field.label} optional`), 'Half days'),
    edited: ['t3', 't4'],
    clear: ({ press }) => press('Remove Holidays'),
    type: async ({ role, field }) => {
      await tabTo(role('combobox', `${field.label} optional`))
      await userEvent.keyboard('{ArrowDown}{Enter}')
    },
    typed: ['t3', 't4'],
    problemAt: 'lists.0',
  },
} satisfies Record<string, ControlCase>

const innerText = ({ role, field }: RenderedStepForm): Locator =>
  role('group', field.label).getByRole('textbox').first()
const tuesday = ({ role }: RenderedStepForm): Locator => role('group', 'Days, line 1').getByRole('button').nth(1)
