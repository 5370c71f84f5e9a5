import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { inSeconds, integer } from '../parts/amounts.ts'
import { CONTINUES, chooseOutcome } from '../parts/outcomes.ts'
import { QUEUES_FOOTER, queueQuirks } from '../parts/queue-fields.ts'

const ACTION_WORDS = {
  login: 'Begins work',
  logout: 'Ends work',
  paused: 'Takes a break',
  resume: 'Comes back from a break',
} as const

/** @source callflows.acdc_agent; docs/kazoo/modules.json#acdc_agent */
export const acdcAgent = defineKazooStep({
  type: 'acdc_agent',
  title: 'Agent status',
  help: 'Logs the caller, an agent, in or out of all queues, or starts or ends a break, and confirms it.',
  icon: 'headset',
  category: 'Conference & Queue',
  synonyms: ['ACD', 'agent login', 'agent logout', 'pause', 'resume', 'call center', 'ACDC', 'wrap up', 'break'],
  data: z.looseObject({
    action: z.enum(['login', 'logout', 'paused', 'resume']).optional().meta({
      label: 'Action',
      options: ACTION_WORDS,
      section: 'Agent',
    }),
    timeout: integer().optional().meta({
      label: 'Maximum break',
      unit: 's',
      hint: 'For a break only. KAZOO’s default if empty.',
      section: 'Agent',
    }),
    presence_id: z.string().optional().meta({
      label: 'Presence id',
      hint: 'The number that BLF keys on other phones watch. The agent’s phone if empty.',
      section: 'More',
      more: true,
    }),
    presence_state: z
      .enum(['early', 'confirmed', 'terminated', 'red_flash', 'red_solid', 'green'])
      .optional()
      .meta({
        label: 'Presence state',
        options: {
          confirmed: 'Busy',
          early: 'Ringing',
          terminated: 'Free',
          green: 'Green',
          red_solid: 'Red',
          red_flash: 'Red, blinking',
        },
        section: 'More',
        more: true,
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'login' }),
  duration: 'seconds',
  summary: (data) => {
    if (!data.action) return ''
    const isLimited = data.action === 'paused' && data.timeout !== undefined
    return isLimited ? `${ACTION_WORDS.paused}, up to ${inSeconds(data.timeout ?? 0)}` : ACTION_WORDS[data.action]
  },
  check: (data, { node }) =>
    data.action || 'action' in node.data
      ? []
      : [
          {
            severity: 'warning',
            code: 'field.missing',
            field: 'action',
            message: 'No action is chosen, so the agent’s state does not change. Choose an action.',
            short: 'Choose what the agent does',
          },
        ],
  next: () => ['hangup', 'tts'],
  quirks: queueQuirks,
  footer: QUEUES_FOOTER,
  *simulate(data, call) {
    call.answer()
    const what = data.action ? ACTION_WORDS[data.action] : 'Nothing'
    return yield* chooseOutcome(call, `${call.title} looks up the caller`, [
      { key: 'changed', label: what, hears: `Confirms: ${what}`, exit: CONTINUES },
      { key: 'refused', label: 'The caller is not an agent', hears: 'Says that this is not possible', exit: CONTINUES },
    ])
  },
})
