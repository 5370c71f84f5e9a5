/** Feature codes by which people change a setting of their own phone, and other short scenes that several steps share. */
import { z } from 'zod'
import type { FieldMeta, SimulatedCall, SimulatedExit, Simulation } from './define-node.ts'
import { GOES_ON, stops, whatHappens } from './outcomes.ts'

/** What a feature code does with a setting that is on or off. */
export const switchAction = (meta: FieldMeta) =>
  z
    .enum(['activate', 'deactivate', 'toggle'])
    .optional()
    .meta({
      label: 'What it does',
      control: 'segmented',
      options: { activate: 'On', deactivate: 'Off', toggle: 'Switch over' },
      ...meta,
    })

export const SWITCHES = {
  activate: 'Switches it on',
  deactivate: 'Switches it off',
  toggle: 'Switches it over',
} as const
/** What is confirmed, behind the name of the setting: "is on". */
export const SWITCHED = { activate: 'is on', deactivate: 'is off', toggle: 'is switched over' } as const

/**
 * KAZOO changes a setting of whoever calls, and says so; others hear that they may not, and the call ends.
 * @param done what is confirmed: "Do not disturb is on"
 * @source kazoo-callflow-semantics, do_not_disturb, call_forward, call_waiting
 */
export function changesSetting(call: SimulatedCall, done: string): Simulation {
  call.answer()
  return whatHappens(call, `${call.title} looks who is calling`, [
    { key: 'changed', label: 'A phone of the account', hears: done, exit: GOES_ON },
    {
      key: 'refused',
      label: 'Somebody else',
      hears: 'This is not available',
      exit: stops('Only phones of the account may do this, and the call ends.'),
    },
  ])
}

/** R10: nothing ends the step but the caller. */
export function callersLeave(call: SimulatedCall, what: string): SimulatedExit {
  call.notes(what)
  return stops('The call lasts until the caller hangs up.')
}
