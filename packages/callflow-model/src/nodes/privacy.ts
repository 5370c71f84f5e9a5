import { z } from 'zod'
import { defineKazooStep, skipModule } from './define-node.ts'
import { branchesTo, GOES_ON, stops, whatHappens } from './outcomes.ts'

const HIDES_WORDS = {
  full: 'Hides name and number',
  name: 'Hides the name',
  number: 'Hides the number',
  yes: 'Hides what can be hidden',
} as const

/** @source callflows.privacy; kazoo-callflow-semantics R7: with a number behind a code, that number's callflow runs. */
export const privacy = defineKazooStep({
  type: 'privacy',
  title: 'Hide the caller ID',
  help: 'Whoever is rung from here on does not see who is calling.',
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
  lasts: 'minutes',
  summary: (data) => HIDES_WORDS[data.mode ?? 'full'],
  quirks: () => [
    {
      versions: ['4.3'],
      message:
        'KAZOO 4.3 does not hide anything unless a number was dialled behind a code: callers hear an announcement, and the call ends here.',
      short: 'Ends the call on KAZOO 4.3',
    },
  ],
  next: () => ['resources', 'user', 'ring_group'],
  foot: 'Behind a code such as *67, KAZOO runs the callflow of the number dialled instead of going on.',
  *simulate(data, call) {
    call.notes(HIDES_WORDS[data.mode ?? 'full'])
    return yield* whatHappens(call, `${call.title}: how was it reached?`, [
      { key: 'plain', label: 'Without a code', exit: GOES_ON },
      { key: 'found', label: 'By a code and a number', exit: branchesTo('The callflow of that number') },
      { key: 'missing', label: 'By a code and an unknown number', exit: stops('That number has no callflow.') },
    ])
  },
})
