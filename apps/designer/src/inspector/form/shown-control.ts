/** Whether a control can show what the data holds: what it cannot is kept, and edited as JSON. */
import { isTemplate } from '@callflow-studio/model'
import { isPlainObject } from './field-value.ts'
import type { Control } from './form-fields.ts'

const LISTS: ReadonlySet<Control> = new Set([
  'choices',
  'rules',
  'assignments',
  'endpoints',
  'keys',
  'cases',
  'hours',
  'holidays',
  'day-lists',
  'branches',
  'headers',
  'http-assign',
  'table-assign',
  'values-in',
  'values-out',
  'handed-back',
  'list',
  'sequence',
  'recipients',
  'time-rules',
])
const OBJECTS: ReadonlySet<Control> = new Set(['key-values', 'group', 'prompt', 'slots'])

/** @returns the control that the field asks for, or `json` where the value is of another kind. */
export function shownControl(asked: Control, value: unknown): Control {
  if (value === undefined || asked === 'json') return asked
  // What stands for the whole list or object in a call has no lines to show.
  if (LISTS.has(asked)) return Array.isArray(value) ? asked : 'json'
  if (OBJECTS.has(asked)) return isPlainObject(value) ? asked : 'json'
  if (asked === 'http-body') return asked
  const isOne = value !== null && typeof value !== 'object'
  if (asked === 'switch') return typeof value === 'number' || !isOne || isNoSwitch(value) ? 'json' : asked
  return isOne ? asked : 'json'
}

/** A text that is neither a value of the call nor empty. */
const isNoSwitch = (value: unknown): boolean => typeof value === 'string' && value !== '' && !isTemplate(value)
