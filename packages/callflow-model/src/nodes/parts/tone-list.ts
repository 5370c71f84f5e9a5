/**
 * Tones made from frequencies, as `tones` plays them and `doorman` while it rings.
 * @source docs/kazoo/modules.json#tones
 */
import { z } from 'zod'
import { integer } from './amounts.ts'

const toneSchema = z.looseObject({
  frequencies: z
    .array(integer())
    .min(1, { error: 'Enter a frequency.' })
    .meta({ label: 'Frequencies', hint: 'In Hz. Several sound together.' }),
  duration_on: integer().meta({ label: 'Sounds for', unit: 'ms' }),
  duration_off: integer().meta({ label: 'Then silent for', unit: 'ms' }),
  repeat: integer().optional().meta({ label: 'Repeat', unit: 'times' }),
  volume: integer().max(0).optional().meta({ label: 'Volume', hint: '0 dB or less.', unit: 'dB' }),
})

export const toneList = () => z.array(toneSchema).optional()

/** A dial tone, for one second. */
export const FIRST_TONE = { frequencies: [350, 440], duration_on: 1000, duration_off: 0 }
