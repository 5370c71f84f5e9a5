/** Feature codes by which people change a setting of their own phone, and other short scenes that several steps share. */
import { z } from 'zod'
import type { FieldMeta } from '../contract/fields.ts'
import type { SimulatedCall, SimulatedExit, Simulation } from '../contract/simulation.ts'
import { CONTINUES, chooseOutcome, stops } from './outcomes.ts'

/** What a feature code does with a setting that is on or off. */
export const switchAction = (meta: FieldMeta) =>
  z
    .enum(['activate', 'deactivate', 'toggle'])
    .optional()
    .meta({
      label: 'Action',
      control: 'segmented',
      options: { activate: 'On', deactivate: 'Off', toggle: 'Toggle' },
      ...meta,
    })

export const SWITCHES = {
  activate: 'Switches it on',
  deactivate: 'Switches it off',
  toggle: 'Switches it over',
} as const
/** What KAZOO confirms, after the name of the setting: "is on". */
export const SWITCHED = { activate: 'is on', deactivate: 'is off', toggle: 'is switched over' } as const

/**
 * KAZOO changes a setting of the caller and confirms it; other callers hear that they may not, and the call ends.
 * @param done what is confirmed: "Do not disturb is on"
 * @source docs/kazoo/semantics.md#own-settings
 */
export function changesSetting(call: SimulatedCall, done: string, prompts: SettingPrompts): Simulation {
  call.answer()
  const known = call.account && (call.account.deviceId === undefined ? 'refused' : 'changed')
  return chooseOutcome(
    call,
    `${call.title} looks up the caller`,
    [
      { key: 'changed', label: 'A phone of the account', hears: done, prompts: [prompts.done], exit: CONTINUES },
      {
        key: 'refused',
        label: 'Somebody else',
        hears: 'This is not available',
        prompts: [prompts.refused],
        exit: stops('Only phones of the account may do this, and the call ends.'),
      },
    ],
    known ?? undefined,
  )
}

/** KAZOO's names of what is announced. */
export interface SettingPrompts {
  done: string
  refused: string
}

/** @param kind `dnd` or `cw`; a setting that is switched over is taken to have been off. */
export const switchPrompts = (kind: string, action: keyof typeof SWITCHED = 'toggle'): SettingPrompts => ({
  done: `${kind}-${action === 'deactivate' ? 'deactivated' : 'activated'}`,
  refused: `${kind}-not_available`,
})

/** R10: nothing ends the step but the caller. */
export function callersLeave(call: SimulatedCall, what: string): SimulatedExit {
  call.notes(what)
  return { kind: 'stays', why: 'The call lasts until the caller hangs up.' }
}
