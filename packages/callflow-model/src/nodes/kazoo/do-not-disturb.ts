import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { changesSetting, SWITCHED, SWITCHES, switchAction, switchPrompts } from '../parts/own-setting.ts'

/** @source callflows.do_not_disturb; docs/kazoo/semantics.md#own-settings */
export const doNotDisturb = defineKazooStep({
  type: 'do_not_disturb',
  title: 'Do not disturb',
  help: 'Turns do not disturb on or off for the caller and confirms it.',
  icon: 'bell-off',
  category: 'Feature Codes',
  synonyms: ['DND', 'quiet', 'silent', 'no ringing', '*78', '*79'],
  data: z.looseObject({
    action: switchAction({ section: 'Do not disturb' }),
    id: z
      .string()
      .optional()
      .meta({
        label: 'User or device',
        hint: 'Id of a user or a device. The caller’s own if empty.',
        section: 'Do not disturb',
        entity: ['user', 'device'],
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'toggle' }),
  duration: 'seconds',
  summary: (data) => {
    const what = data.action ? SWITCHES[data.action] : ''
    return data.id && what ? `${what} for ${shortId(data.id)}` : what
  },
  check: (data) => placeholderProblems(data.id, 'id', 'user'),
  next: () => ['hangup', 'tts'],
  simulate: ({ action }, call) =>
    changesSetting(call, `Do not disturb ${SWITCHED[action ?? 'toggle']}`, switchPrompts('dnd', action)),
})
