/** How each kind of form control is used: one row a kind. The compiler asks for the row of a new kind. */
import { expect } from 'vitest'
import { type Locator, userEvent } from 'vitest/browser'
import type { Control } from '../inspector/form/form-fields.ts'
import { LIST_CASES } from './list-control-cases.ts'
import { expectJson, type RenderedStepForm, retype, tabTo } from './step-form.tsx'

export interface ControlCase {
  /** The type of the step, its data, and which of its fields is meant. */
  step: readonly [type: string, data: Record<string, unknown>, path: string]
  /** What is found by its label, without looking. */
  reach: (form: RenderedStepForm) => Locator
  shows: (form: RenderedStepForm) => Promise<unknown>
  edit: (form: RenderedStepForm) => Promise<unknown>
  edited: unknown
  /** A text where the control always holds something: why. */
  clear: ((form: RenderedStepForm) => Promise<unknown>) | string
  cleared?: unknown
  /** Keys alone. */
  type: (form: RenderedStepForm) => Promise<unknown>
  typed: unknown
  /** Where a problem lies that the control shows; the field itself if left out. */
  problemAt?: string
}

type Step = ControlCase['step']

/** A text field: `name` is its label, the field's own if left out. */
function text(step: Step, [before, after, cleared]: readonly [string, string, unknown], name?: string): ControlCase {
  const reach = (form: RenderedStepForm) => form.text(name ?? form.field.label)
  return {
    step,
    reach,
    shows: (form) => expect.element(reach(form)).toHaveValue(before),
    edit: (form) => reach(form).fill(after),
    edited: after,
    clear: (form) => reach(form).fill(''),
    cleared,
    type: (form) => retype(reach(form), after),
    typed: after,
  }
}

interface Selecting {
  name?: string
  /** Labels of what is selected before, and after. */
  labels: readonly [string, string | RegExp]
  edited: unknown
  clear: ControlCase['clear']
  cleared?: unknown
  /** A select with a search opens on the option after the selected one. */
  isSearchable?: true
}

/** A select: by keys, the option below the selected one. */
function select(step: Step, { name, labels: [before, after], edited, isSearchable, ...more }: Selecting): ControlCase {
  const reach = (form: RenderedStepForm) => form.role('combobox', name ?? form.field.label)
  return {
    step,
    reach,
    shows: (form) => expect.element(reach(form)).toHaveValue(before),
    edit: (form) => form.pick(reach(form), after),
    edited,
    ...more,
    type: async (form) => {
      await tabTo(reach(form))
      await userEvent.keyboard(isSearchable ? '{ArrowDown}{Enter}' : '{ArrowDown}{ArrowDown}{Enter}')
    },
    typed: edited,
  }
}

const byButton: ControlCase['clear'] = (form) => form.clearSelect(form.role('combobox', form.field.label))
const bySameOption =
  (option: string, name?: string): ControlCase['clear'] =>
  (form) =>
    form.pick(form.role('combobox', name ?? form.field.label), option)

const MENU = { prompt: { type: 'tts', text: 'Press 1' }, choices: [], attempts: 3, timeoutMs: 5000 }
const HTTP = { method: 'POST', url: 'https://crm.example', headers: [], assign: [], timeoutMs: 4000 }
const REMEMBER = { change: 'set', table: 't1', key: '{{ caller.number }}', column: 'plan', value: 'gold' }
const HOURS = { timezone: '', weekly: [], holidays: [] }

export const CONTROL_CASES: Readonly<Record<Control, ControlCase>> = {
  ...LIST_CASES,
  text: text(['tts', { text: 'Hi', voice: 'female' }, 'voice'], ['female', 'male', undefined]),
  'text-area': text(['tts', { text: 'Hi' }, 'text'], ['Hi', 'Good morning', '']),
  markdown: text(['note', { text: 'Ask *Ann*' }, 'text'], ['Ask *Ann*', 'Ask Bob', undefined]),
  number: {
    ...text(['collect_dtmf', { max_digits: 4 }, 'max_digits'], ['4', '6', undefined]),
    edited: 6,
    typed: 6,
  },
  segmented: {
    step: ['voicemail', { action: 'compose' }, 'action'],
    reach: ({ role, field }) => role('radiogroup', field.label),
    shows: ({ role, field }) => expect.element(role('radio', field.options[0]?.label ?? '')).toBeChecked(),
    edit: ({ segment, field }) => segment(field.options[1]?.label ?? '').click(),
    edited: 'check',
    clear: 'one of them is always selected',
    type: async ({ role, field }) => {
      await tabTo(role('radio', field.options[0]?.label ?? ''))
      await userEvent.keyboard('{ArrowRight}')
    },
    typed: 'check',
  },
  select: select(['collect_dtmf', { terminator: '1' }, 'terminator'], {
    labels: ['1', '2'],
    edited: '2',
    clear: byButton,
  }),
  switch: {
    step: ['input.record', { prompt: { type: 'tts', text: 'Speak' }, beep: true }, 'beep'],
    reach: ({ role, field }) => role('switch', field.label),
    shows: ({ role, field }) => expect.element(role('switch', field.label)).toBeChecked(),
    edit: ({ role, field }) => role('switch', field.label).click(),
    edited: false,
    clear: 'it is on or off',
    type: async ({ role, field }) => {
      await tabTo(role('switch', field.label))
      await userEvent.keyboard(' ')
    },
    typed: false,
  },
  prompt: {
    ...text(['input.menu', MENU, 'prompt'], ['Press 1', 'Press 2', { type: 'tts', text: '' }]),
    edited: { type: 'tts', text: 'Press 2' },
    typed: { type: 'tts', text: 'Press 2' },
    problemAt: 'prompt.text',
  },
  timezone: {
    step: ['logic.schedule', { ...HOURS, timezone: 'Europe/Berlin' }, 'timezone'],
    reach: ({ role, field }) => role('combobox', field.label),
    shows: ({ role, field }) => expect.element(role('combobox', field.label)).toHaveValue('Europe/Berlin'),
    edit: async (form) => {
      await form.role('combobox', form.field.label).fill('Tokyo')
      await form.pick(form.role('combobox', form.field.label), 'Asia/Tokyo')
    },
    edited: 'Asia/Tokyo',
    clear: byButton,
    cleared: '',
    type: async ({ role, field }) => {
      await retype(role('combobox', field.label), 'Tokyo')
      await userEvent.keyboard('{ArrowDown}{Enter}')
    },
    typed: 'Asia/Tokyo',
  },
  'day-switch': select(['logic.schedule', { ...HOURS, switch: 's1' }, 'switch'], {
    labels: ['Office', 'Warehouse'],
    edited: 's2',
    clear: byButton,
  }),
  'set-switch': select(['data.switch', { switch: 's1', state: 'open', until: 'forever' }, 'switch'], {
    labels: ['Office', 'Warehouse'],
    edited: 's2',
    clear: 'a step sets one switch',
  }),
  'http-body': {
    ...text(
      ['data.http', { ...HTTP, body: { type: 'form', content: 'a=1' } }, 'body'],
      ['a=1', 'a=2', ''],
      'Request body',
    ),
    edited: { type: 'form', content: 'a=2' },
    cleared: { type: 'form', content: '' },
    typed: { type: 'form', content: 'a=2' },
    problemAt: 'body.content',
  },
  table: select(['data.table', { table: 't1', column: 'plan', value: '', assign: [] }, 'table'], {
    isSearchable: true,
    labels: ['Customers', 'Branches'],
    edited: 't2',
    clear: bySameOption('Customers'),
    cleared: '',
  }),
  'table-column': select(['data.table', { table: 't1', column: 'number', value: '', assign: [] }, 'column'], {
    labels: ['number', 'plan'],
    edited: 'plan',
    clear: bySameOption('number'),
    cleared: '',
  }),
  'live-table': select(['data.remember', REMEMBER, 'table'], {
    isSearchable: true,
    labels: ['Customers', 'Branches'],
    edited: 't2',
    clear: bySameOption('Customers'),
    cleared: '',
  }),
  'kept-key': text(['data.remember', REMEMBER, 'key'], ['{{ caller.number }}', 'all', ''], 'Row key'),
  'kept-column': select(['data.remember', REMEMBER, 'column'], {
    name: 'Keep in column',
    labels: ['plan', 'calls'],
    edited: 'calls',
    clear: bySameOption('plan', 'Keep in column'),
    cleared: '',
  }),
  'kept-value': text(['data.remember', REMEMBER, 'value'], ['gold', 'silver', ''], 'Value'),
  flow: select(['flow.call', { flowId: 'f1', inputs: [], outputs: [] }, 'flowId'], {
    isSearchable: true,
    labels: ['Front desk', /^Sales/],
    edited: 'f2',
    clear: 'a step runs one flow',
  }),
  'recording-address': text(
    ['record_caller', { url: 'https://a.example/' }, 'url'],
    ['https://a.example/', 'https://b.example/', undefined],
    'Address',
  ),
  json: {
    ...text(['tones', { tones: [1] }, 'tones'], ['', '[2]', undefined]),
    shows: ({ text: box, field }) => expectJson(box(field.label), '[\n  1\n]'),
    edited: [2],
    type: ({ text: box, field }) => retype(box(field.label), '[[2]'), // `[[` is the key `[`
    typed: [2],
  },
}
