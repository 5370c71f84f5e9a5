/** Whether a control can show what the data holds: what it cannot is kept, and edited as JSON. */
import { isTemplate } from '@callflow-studio/model'
import type { ControlKind, ControlRegistry } from './control-kind.ts'
import type { Control } from './form-fields.ts'

/** @returns the control that the field asks for, or the one for JSON where the value is of another kind. */
export const shownControl = (controls: ControlRegistry, asked: Control, value: unknown): ControlKind =>
  controls[value === undefined || controls[asked].shows(value) ? asked : 'json']

/** A template that stands for the whole list in a call has no lines to show. */
export const isList = (value: unknown): boolean => Array.isArray(value)

export const isOneValue = (value: unknown): boolean => value !== null && typeof value !== 'object'

/** Yes, no, a template, or nothing yet. */
export const isSwitch = (value: unknown): boolean =>
  typeof value === 'boolean' || (typeof value === 'string' && (value === '' || isTemplate(value)))

export const isAnything = (): boolean => true
