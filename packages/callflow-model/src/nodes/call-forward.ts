import { z } from 'zod'
import { defineKazooStep, skipModule } from './define-node.ts'
import { integer } from './kazoo-fields.ts'
import { changesSetting } from './own-setting.ts'

const DONE = {
  activate: 'Forwarding is on, and the number is kept',
  deactivate: 'Forwarding is off',
  update: 'The number is changed',
  toggle: 'Forwarding is switched over',
  menu: 'What was chosen on the keys is done',
} as const

/** @source callflows.call_forward; kazoo-callflow-semantics, call_forward */
export const callForward = defineKazooStep({
  type: 'call_forward',
  title: 'Call forwarding',
  help: 'Lets people send their own calls on to another number, and tells them so. The number is asked for, or dialled behind the code.',
  icon: 'phone-forwarded',
  category: 'Feature Codes',
  synonyms: ['call forward', 'divert', 'follow me', 'redirect', 'CFU', '*72', '*73'],
  data: z.looseObject({
    action: z
      .enum(['activate', 'deactivate', 'update', 'toggle', 'menu'])
      .optional()
      .meta({
        label: 'What it does',
        options: {
          activate: 'Switch it on',
          deactivate: 'Switch it off',
          toggle: 'Switch it over',
          update: 'Change the number',
          menu: 'Ask on the keys',
        },
        section: 'Forwarding',
      }),
    menu_retries: integer()
      .optional()
      .meta({
        label: 'Tries',
        unit: 'times',
        onlyWhen: { field: 'action', is: ['menu'] },
        section: 'Forwarding',
        ifAbsent: 3,
        versions: ['5'],
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'toggle' }),
  lasts: 'seconds',
  summary: (data) => (data.action ? ACTION_WORDS[data.action] : ''),
  next: () => ['hangup', 'tts'],
  simulate: (data, call) => changesSetting(call, DONE[data.action ?? 'menu']),
})

const ACTION_WORDS = {
  activate: 'Switches it on',
  deactivate: 'Switches it off',
  toggle: 'Switches it over',
  update: 'Changes the number',
  menu: 'Asks on the keys',
} as const
