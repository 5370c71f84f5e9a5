import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { callflowOfNumber } from '../parts/account-documents.ts'
import { CAPTURED_NUMBER } from '../parts/captured-number.ts'
import { branchesTo, CONTINUES, chooseOutcome, stops } from '../parts/outcomes.ts'

/** @source callflows.intercom; docs/kazoo/semantics.md#r7 */
export const intercom = defineKazooStep({
  type: 'intercom',
  title: 'Intercom',
  help: 'Calls the extension dialled after the code with auto-answer, so that the caller can speak at once.',
  icon: 'speaker',
  category: 'Feature Codes',
  synonyms: ['auto answer', 'door phone', 'announce', 'speaker', 'page one phone', '*0'],
  data: z.looseObject({
    barge_calls: z.boolean().optional().meta({
      label: 'Interrupt a call in progress',
      section: 'Intercom',
    }),
    skip_module: skipModule(),
  }),
  ports: () => [{ key: '_', label: 'Not found' }],
  changes: () => ['*'],
  duration: 'minutes',
  summary: () => 'The extension dialled',
  next: () => ['tts', 'hangup'],
  footer: CAPTURED_NUMBER,
  simulate(_data, call) {
    const found = call.account && callflowOfNumber(call.account, call.account.captured)
    const known = call.account && (call.account.captured === undefined ? 'none' : found ? 'found' : 'missing')
    return chooseOutcome(
      call,
      `${call.title} looks for the extension`,
      [
        { key: 'found', label: 'It is found', exit: branchesTo('The callflow of that extension', found?.flow) },
        { key: 'missing', label: 'It is not found', exit: CONTINUES },
        {
          key: 'none',
          label: 'None was dialled',
          hears: 'The call cannot be completed as dialled',
          prompts: ['fault-can_not_be_completed_as_dialed'],
          exit: stops('No extension was dialled.'),
        },
      ],
      known ?? undefined,
    )
  },
})
