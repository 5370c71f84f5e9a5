import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { CAPTURED_NUMBER } from '../parts/captured-number.ts'
import { shortId } from '../parts/kazoo-fields.ts'
import { branchesTo, chooseOutcome, stops } from '../parts/outcomes.ts'
import { approvedFields, NOBODY, nobodyMay, placeholderIds, targetGroup } from '../parts/whose-call.ts'

/** @source callflows.eavesdrop_feature; docs/kazoo/semantics.md#r7 */
export const eavesdropFeature = defineKazooStep({
  type: 'eavesdrop_feature',
  title: 'Eavesdrop by code',
  help: 'Lets an approved caller listen to the call of the extension dialled after the code. The parties hear nothing: mind the law.',
  icon: 'asterisk',
  category: 'Feature Codes',
  synonyms: ['eavesdrop', 'monitor', 'silent monitoring', 'supervisor', 'spy', 'feature code', 'listen in'],
  data: z.looseObject({
    ...approvedFields(NOBODY, { section: 'Who may listen' }),
    ...targetGroup({ section: 'To whom' }),
    skip_module: skipModule(),
  }),
  create: () => ({ approved_user_id: '' }),
  ports: () => [{ key: '_', label: 'Afterwards' }],
  changes: () => ['*'],
  duration: 'minutes',
  summary: (data) => (data.group_id ? `Phones of group ${shortId(data.group_id)}` : 'The extension dialled'),
  check: (data) => [...nobodyMay(data), ...placeholderIds(data)],
  next: () => ['hangup', 'tts'],
  footer: CAPTURED_NUMBER,
  simulate: (_data, call) =>
    chooseOutcome(
      call,
      `${call.title} looks for the extension`,
      [
        { key: 'found', label: 'Listens in', exit: branchesTo('Listening in') },
        {
          key: 'refused',
          label: 'The caller may not',
          hears: 'This is not allowed',
          prompts: ['eavesdrop-no_channels'],
          exit: stops('The caller may not do this.'),
        },
      ],
      call.account ? 'refused' : undefined,
    ),
})
