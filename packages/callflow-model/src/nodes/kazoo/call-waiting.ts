import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { changesSetting, SWITCHED, SWITCHES, switchAction, switchPrompts } from '../parts/own-setting.ts'

/** @source callflows.call_waiting; docs/kazoo/semantics.md#own-settings */
export const callWaiting = defineKazooStep({
  type: 'call_waiting',
  title: 'Call waiting',
  help: 'Turns call waiting on or off for the caller and confirms it.',
  icon: 'phone-incoming',
  category: 'Feature Codes',
  synonyms: ['second call', 'busy', 'knocking', '*43'],
  data: z.looseObject({
    action: switchAction({ section: 'Call waiting', ifAbsent: 'toggle' }),
    scope: z
      .enum(['device', 'user'])
      .optional()
      .meta({
        label: 'For',
        control: 'segmented',
        options: { device: 'This phone', user: 'All their phones' },
        section: 'Call waiting',
        ifAbsent: 'device',
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'toggle' }),
  duration: 'seconds',
  summary: (data) => `${SWITCHES[data.action ?? 'toggle']}${data.scope === 'user' ? ' for all their phones' : ''}`,
  next: () => ['hangup', 'tts'],
  simulate: ({ action }, call) =>
    changesSetting(call, `Call waiting ${SWITCHED[action ?? 'toggle']}`, switchPrompts('cw', action)),
})
