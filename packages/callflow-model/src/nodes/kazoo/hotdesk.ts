import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { NEXT_STEP } from '../contract/ports.ts'
import type { SimulatedAccount } from '../contract/simulated-account.ts'
import type { SimulatedCall, Simulation } from '../contract/simulation.ts'
import { documentOf } from '../parts/account-documents.ts'
import { integer } from '../parts/amounts.ts'
import { placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { CONTINUES, CONTINUES_AFTERWARDS, chooseOutcome, hearsPrompt } from '../parts/outcomes.ts'
import { ringCausePorts, ringOnce, ringQuirks } from '../parts/ring-ports.ts'

const ACTION_WORDS = {
  login: 'Logs in at this phone',
  logout: 'Logs out of this phone',
  toggle: 'Logs in or out',
  bridge: 'Rings where they are',
} as const

/**
 * @source callflows.hotdesk; docs/kazoo/semantics.md#ringing-modules: the one ringing module that continues after an
 *   answered call.
 */
export const hotdesk = defineKazooStep({
  type: 'hotdesk',
  title: 'Hot desk',
  help: 'Logs users in at any phone with their PIN, so that their calls ring there.',
  icon: 'armchair',
  category: 'Feature Codes',
  synonyms: ['hot desking', 'hoteling', 'log in', 'shared desk', 'phone login', '*11', '*12'],
  data: z.looseObject({
    action: z
      .enum(['logout', 'login', 'toggle', 'bridge'])
      .optional()
      .meta({
        label: 'Action',
        options: {
          login: 'Log in at this phone',
          logout: 'Log out of this phone',
          toggle: 'Toggle',
          bridge: 'Ring where the user is logged in',
        },
        section: 'Hot desk',
      }),
    id: z.string().optional().meta({
      label: 'User',
      hint: 'In Monster UI: Users, open the user, copy the id from the address. KAZOO asks for a number if empty.',
      section: 'Hot desk',
      entity: 'user',
    }),
    interdigit_timeout: integer().optional().meta({
      label: 'Wait between keys',
      unit: 'ms',
      hint: 'While number and PIN are entered.',
      section: 'More',
      more: true,
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'toggle' }),
  ports: (data) => [data.action === 'bridge' ? { key: '_', label: 'Afterwards' } : NEXT_STEP],
  freePorts: ringCausePorts,
  quirks: ringQuirks,
  duration: (data) => (data.action === 'bridge' ? 'minutes' : 'seconds'),
  summary: (data) => {
    if (!data.action) return ''
    return data.id ? `${ACTION_WORDS[data.action]}, user ${shortId(data.id)}` : ACTION_WORDS[data.action]
  },
  check: (data) => placeholderProblems(data.id, 'id', 'user'),
  next: () => ['hangup', 'voicemail', 'tts'],
  footer: 'After a conversation the call continues here, unlike after other ring steps.',
  *simulate(data, call) {
    if (data.action === 'bridge') return yield* ringsDesk(call, data.id)
    call.answer()
    if (call.account) return yield* signsInOrOut(call, call.account, data.action)
    call.hears('media', 'Asks for number and PIN', 4000)
    const done = data.action ? ACTION_WORDS[data.action] : 'Nothing happens'
    return yield* chooseOutcome(call, `${call.title} looks up the user`, [
      { key: 'done', label: done, hears: 'Confirms it', exit: CONTINUES },
      { key: 'refused', label: 'Number or PIN is wrong', hears: 'Says that this is wrong', exit: CONTINUES },
    ])
  },
})

function* ringsDesk(call: SimulatedCall, id: string | undefined): Simulation {
  const user = call.account && documentOf(call.account.users, id)
  if (call.account && !user) hearsPrompt(call, 'hotdesk-abort')
  if (call.account && !user?.hasHotdesk) return CONTINUES
  const outcome = yield* ringOnce(call, `${call.title} is ringing`, 20, 'phones')
  if (!outcome.answered) return { kind: 'attempt', keys: outcome.keys, otherwise: 'continue' }
  call.wait(60_000)
  call.notes('The conversation ended')
  return CONTINUES_AFTERWARDS
}

const ID_TRIES = 3

/** Who calls from a phone of the account signs out at once; all others say who they are. */
function* signsInOrOut(call: SimulatedCall, account: SimulatedAccount, action: string | undefined): Simulation {
  if (action === 'logout' && account.deviceId !== undefined) {
    hearsPrompt(call, 'hotdesk-logged_out')
    hearsPrompt(call, 'vm-goodbye')
    return CONTINUES
  }
  for (let tries = ID_TRIES; tries > 0; tries--) {
    hearsPrompt(call, 'hotdesk-enter_id')
    const text = `${call.title} waits for a number`
    const next = yield { kind: 'digits', text, choices: [], maxDigits: 10, terminators: '#', timeoutMs: 5000 }
    if ('digits' in next && next.digits !== '') call.hears('media', 'Says whether it is right', 2000)
  }
  hearsPrompt(call, 'hotdesk-abort')
  return CONTINUES
}
