import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { SimulatedCall } from '../contract/simulation.ts'
import { callflowOfNumber } from '../parts/account-documents.ts'
import { branchesTo, CONTINUES, chooseOutcome, type Outcome, stops } from '../parts/outcomes.ts'

const HIDES_WORDS = {
  full: 'Hides name and number',
  name: 'Hides the name',
  number: 'Hides the number',
  yes: 'Hides what can be hidden',
} as const

/** @source callflows.privacy; docs/kazoo/semantics.md#r7: with a number after a code, that number's callflow runs. */
export const privacy = defineKazooStep({
  type: 'privacy',
  title: 'Hide the caller ID',
  help: 'Hides the caller ID from the phones that are called from here on.',
  icon: 'eye-off',
  category: 'Caller ID',
  synonyms: ['privacy', 'anonymous', 'CLIR', 'withhold number', 'block caller id', '*67'],
  data: z.looseObject({
    mode: z
      .enum(['full', 'name', 'number', 'yes'])
      .optional()
      .meta({
        label: 'What is hidden',
        options: { full: 'Name and number', name: 'The name', number: 'The number', yes: 'What can be hidden' },
        section: 'What is hidden',
        ifAbsent: 'full',
      }),
    endpoint_strategy: z
      .enum(['overwrite', 'merge'])
      .optional()
      .meta({
        label: 'Settings of the phone',
        options: { overwrite: 'Do not count', merge: 'Count too' },
        section: 'More',
        more: true,
        ifAbsent: 'overwrite',
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ mode: 'full' }),
  changes: () => ['*'],
  duration: 'minutes',
  summary: (data) => HIDES_WORDS[data.mode ?? 'full'],
  quirks: () => [
    {
      versions: ['4.3'],
      message:
        'KAZOO 4.3 does not hide anything unless a number was dialled after a code: callers hear an announcement, and the call ends here.',
      short: 'Ends the call on KAZOO 4.3',
    },
  ],
  next: () => ['resources', 'user', 'ring_group'],
  footer: 'After a code such as *67, KAZOO runs the callflow of the dialled number instead of continuing.',
  *simulate(data, call) {
    call.notes(HIDES_WORDS[data.mode ?? 'full'])
    call.differs('KAZOO 4.3 announces that it cannot be done here, and ends the call.')
    const found = call.account && callflowOfNumber(call.account, call.account.captured)
    const known = call.account && (call.account.captured === undefined ? 'plain' : found ? 'found' : 'missing')
    return yield* chooseOutcome(
      call,
      `${call.title}: how was it reached?`,
      [
        { key: 'plain', label: 'Without a code', ...withoutCode(call) },
        {
          key: 'found',
          label: 'By a code and a number',
          exit: branchesTo('The callflow of that number', found?.flow),
        },
        { key: 'missing', label: 'By a code and an unknown number', exit: stops('That number has no callflow.') },
      ],
      known ?? undefined,
    )
  },
})

/** 4.3 hides the caller only for a number that was dialled after a code. */
function withoutCode(call: SimulatedCall): Pick<Outcome, 'exit' | 'hears' | 'prompts'> {
  if (call.version !== '4.3') return { exit: CONTINUES }
  return {
    hears: 'The call cannot be completed as dialled',
    prompts: ['fault-can_not_be_completed_as_dialed'],
    exit: stops('KAZOO 4.3 ends a call that reaches this step without a code.'),
  }
}
