import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { CAPTURED_NUMBER } from '../parts/captured-number.ts'
import { branchesTo, chooseOutcome, stops, stopsAfterwards } from '../parts/outcomes.ts'

/** @source callflows.camping_feature; docs/kazoo/semantics.md#r7 */
export const campingFeature = defineKazooStep({
  type: 'camping_feature',
  title: 'Call back when free',
  help: 'Calls the extension dialled after the code. If it is busy, KAZOO calls back as soon as it is free.',
  icon: 'clock',
  category: 'Feature Codes',
  synonyms: ['camp on', 'callback', 'ring back when free', 'CCBS', 'busy'],
  data: z.looseObject({ skip_module: skipModule() }),
  ports: () => [{ key: '_', label: 'Afterwards' }],
  changes: () => ['*'],
  duration: 'minutes',
  summary: () => 'The extension dialled',
  next: () => ['hangup', 'tts'],
  footer: CAPTURED_NUMBER,
  *simulate(_data, call) {
    call.answer()
    return yield* chooseOutcome(
      call,
      `${call.title} looks for the extension`,
      [
        { key: 'free', label: 'It is free', exit: branchesTo('The callflow of that extension') },
        {
          key: 'busy',
          label: 'It is busy',
          hears: 'You will be called back',
          exit: stopsAfterwards('KAZOO calls back when the extension is free.'),
        },
        {
          key: 'none',
          label: 'There is none',
          hears: 'That number is not in use',
          prompts: ['camper-deny'],
          exit: stops('There is no extension.'),
        },
      ],
      call.account ? 'none' : undefined,
    )
  },
})
