import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { FIRST_TONE, toneList } from '../parts/tone-list.ts'

/** What the preview takes for a tone without a length. */
const SHORTEST_MS = 200

/** @source callflows.tones of KAZOO 5; docs/kazoo/modules.json#tones */
export const tones = defineKazooStep({
  type: 'tones',
  title: 'Play tones',
  help: 'Plays tones made from frequencies, one after another. Then the call continues.',
  icon: 'music',
  category: 'Play & Speak',
  synonyms: ['beep', 'ring tone', 'dial tone', 'SIT', 'frequency', 'signal'],
  versions: ['5'],
  data: z.looseObject({
    tones: toneList().meta({
      label: 'Tones',
      control: 'json',
      hint: 'A list such as [{"frequencies": [440], "duration_on": 500, "duration_off": 0}].',
      section: 'What the caller hears',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ tones: [FIRST_TONE] }),
  duration: 'seconds',
  summary: ({ tones: list = [] }) =>
    list.length === 0
      ? ''
      : list.length === 1
        ? `A tone of ${list[0]?.frequencies.join(' and ')} Hz`
        : `${list.length} tones`,
  // As it is written: frequencies may be values of the call.
  check: (_, { node: { data } }) =>
    Array.isArray(data.tones) && data.tones.length > 0
      ? []
      : [
          {
            severity: 'warning',
            code: 'field.empty',
            field: 'tones',
            message: 'There are no tones, so callers hear nothing here. Add one.',
            short: 'Add a tone',
          },
        ],
  next: () => ['tts', 'input.menu', 'ring_group'],
  simulate({ tones: list = [] }, call) {
    call.answer()
    for (const { frequencies, duration_on, duration_off, repeat = 1 } of list)
      call.hears(
        'tone',
        `${frequencies.join(' and ')} Hz`,
        Math.max(SHORTEST_MS, (duration_on + duration_off) * Math.max(1, repeat)),
      )
    return { kind: 'continue' }
  },
})
