import { z } from 'zod'
import { defineKazooStep, skipModule } from './define-node.ts'
import { placeholderProblems, shortId } from './kazoo-fields.ts'
import { changesSetting } from './own-setting.ts'

const ACTION_WORDS = { activate: 'Switches it on', deactivate: 'Switches it off', toggle: 'Switches it over' } as const
const DONE = {
  activate: 'Do not disturb is on',
  deactivate: 'Do not disturb is off',
  toggle: 'Do not disturb is switched over',
} as const

/** @source callflows.do_not_disturb; kazoo-callflow-semantics, do_not_disturb */
export const doNotDisturb = defineKazooStep({
  type: 'do_not_disturb',
  title: 'Do not disturb',
  help: 'Lets people switch the ringing of their own phone on and off, and tells them which.',
  icon: 'bell-off',
  category: 'Feature Codes',
  synonyms: ['DND', 'quiet', 'silent', 'no ringing', '*78', '*79'],
  data: z.looseObject({
    action: z
      .enum(['activate', 'deactivate', 'toggle'])
      .optional()
      .meta({
        label: 'What it does',
        control: 'segmented',
        options: { activate: 'On', deactivate: 'Off', toggle: 'Switch over' },
        section: 'Do not disturb',
      }),
    id: z.string().optional().meta({
      label: 'Whose',
      hint: 'Id of a user or a device. Whoever calls, if this is empty.',
      section: 'Do not disturb',
      entity: 'user or device',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'toggle' }),
  lasts: 'seconds',
  summary: (data) => {
    const what = data.action ? ACTION_WORDS[data.action] : ''
    return data.id && what ? `${what} for ${shortId(data.id)}` : what
  },
  check: (data) => placeholderProblems(data.id, 'id', 'user'),
  next: () => ['hangup', 'tts'],
  simulate: (data, call) => changesSetting(call, DONE[data.action ?? 'toggle']),
})
