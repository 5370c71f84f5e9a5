import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { inSeconds, integer } from '../parts/amounts.ts'
import { chooseOutcome } from '../parts/outcomes.ts'

/** @source callflows.fax_detect; docs/kazoo/semantics.md#fax_detect */
export const faxDetect = defineKazooStep({
  type: 'fax_detect',
  title: 'Fax or voice',
  help: 'Listens for a fax tone and continues at Fax or Voice.',
  icon: 'search',
  category: 'Voicemail & Fax',
  synonyms: ['fax detection', 'fax tone', 'CNG', 'T.38', 'fax switch'],
  data: z.looseObject({
    duration: integer().optional().meta({
      label: 'Listen for',
      unit: 's',
      hint: 'Callers wait that long. KAZOO’s default if empty.',
      section: 'Listening',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ duration: 3 }),
  ports: () => [
    { key: 'ON_FAX', label: 'Fax' },
    { key: 'ON_VOICE', label: 'Voice' },
    { key: '_', label: 'Otherwise' },
  ],
  duration: (data) => ((data.duration ?? 0) >= 60 ? 'minutes' : 'seconds'),
  summary: (data) => (data.duration === undefined ? 'Listens for a fax' : `Listens for ${inSeconds(data.duration)}`),
  next: (port) => (port === 'ON_FAX' ? ['faxbox', 'receive_fax'] : ['tts', 'input.menu', 'ring_group']),
  footer: 'It does not answer the call. Put Answer before it, or no fax is detected.',
  *simulate(data, call) {
    call.notes('Listens for the tone of a fax')
    call.wait(Math.max(0, data.duration ?? 3) * 1000)
    return yield* chooseOutcome(call, `${call.title}: fax or voice?`, [
      { key: 'ON_VOICE', label: 'A person', exit: { kind: 'continue', key: 'ON_VOICE' } },
      { key: 'ON_FAX', label: 'A fax machine', exit: { kind: 'continue', key: 'ON_FAX' } },
    ])
  },
})
