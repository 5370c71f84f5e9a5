import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { CallerAction, PendingInput, SimulatedCall } from '../contract/simulation.ts'
import { integer } from '../parts/amounts.ts'
import { hearsPrompt } from '../parts/outcomes.ts'
import { changesSetting } from '../parts/own-setting.ts'

const DONE = {
  activate: 'Forwarding is on, and the number is kept',
  deactivate: 'Forwarding is off',
  update: 'The number is changed',
  toggle: 'Forwarding is switched over',
  menu: 'What was chosen on the keys is done',
} as const

/** @source callflows.call_forward; docs/kazoo/semantics.md#own-settings */
export const callForward = defineKazooStep({
  type: 'call_forward',
  title: 'Call forwarding',
  help: 'Sets call forwarding for the caller and confirms it. The number is asked for, or dialled after the code.',
  icon: 'phone-forwarded',
  category: 'Feature Codes',
  synonyms: ['call forward', 'divert', 'follow me', 'redirect', 'CFU', '*72', '*73'],
  data: z.looseObject({
    action: z
      .enum(['activate', 'deactivate', 'update', 'toggle', 'menu'])
      .optional()
      .meta({
        label: 'Action',
        options: {
          activate: 'Turn on',
          deactivate: 'Turn off',
          toggle: 'Toggle',
          update: 'Change the number',
          menu: 'Ask the caller',
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
  duration: 'seconds',
  summary: (data) => (data.action ? ACTION_WORDS[data.action] : ''),
  next: () => ['hangup', 'tts'],
  *simulate({ action = 'menu' }, call) {
    const asks = action === 'menu' ? 'cf-disabled_menu' : action === 'deactivate' ? null : 'cf-enter_number'
    if (call.account?.deviceId !== undefined && asks) yield* asksUntilKeys(call, asks)
    const done = action === 'deactivate' ? 'cf-disabled' : 'cf-now_forwarded_to'
    return yield* changesSetting(call, DONE[action], { done, refused: 'cf-not_available' })
  },
})

/** KAZOO asks again until a key is pressed. */
function* asksUntilKeys(call: SimulatedCall, prompt: string): Generator<PendingInput, void, CallerAction> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    hearsPrompt(call, prompt)
    const action = yield { kind: 'digits', text: `${call.title} waits for digits`, choices: [], maxDigits: 15 }
    if (!('digits' in action) || action.digits !== '') return
  }
}

const MAX_ROUNDS = 100

const ACTION_WORDS = {
  activate: 'Switches it on',
  deactivate: 'Switches it off',
  toggle: 'Switches it over',
  update: 'Changes the number',
  menu: 'Asks on the keys',
} as const
