import { z } from 'zod'
import { MAX_TWIML_SECONDS } from '../../kazoo/check-twiml.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { StepFailure } from '../contract/step-call.ts'
import { integer } from '../parts/amounts.ts'
import { tooLong, wholeSeconds } from '../parts/twiml.ts'

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const
const UNIT_WORDS = { ms: 'ms', s: 's', m: 'min', h: 'h' } as const

/** @source callflows.sleep */
export const sleep = defineKazooStep({
  type: 'sleep',
  title: 'Pause',
  help: 'Waits before the call continues. Callers hear silence.',
  icon: 'pause',
  category: 'Signalling',
  synonyms: ['wait', 'delay', 'sleep', 'silence'],
  data: z.looseObject({
    duration: integer().min(0).max(86_400_000).optional().meta({
      label: 'Wait for',
      section: 'Pause',
      ifAbsent: 0,
    }),
    unit: z
      .enum(['ms', 's', 'm', 'h'])
      .optional()
      .meta({
        label: 'Unit',
        options: { ms: 'Milliseconds', s: 'Seconds', m: 'Minutes', h: 'Hours' },
        section: 'Pause',
        ifAbsent: 's',
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ duration: 1, unit: 's' }),
  /** Where the time is not known beforehand, it may be long. */
  duration: (data) => {
    if (data.duration === undefined) return 'minutes'
    const ms = durationMs(data)
    return ms >= 60_000 ? 'minutes' : ms > 1000 ? 'seconds' : 'instant'
  },
  summary: (data) => (data.duration === undefined ? '' : `${data.duration} ${UNIT_WORDS[data.unit ?? 's']}`),
  next: () => ['tts', 'ring_group', 'hangup'],
  forms: {
    twiml: {
      verbs: (data) => {
        const ms = durationMs(data)
        if (ms === 0) return []
        if (ms > MAX_TWIML_SECONDS * 1000) throw new StepFailure('value', tooLong('duration').message)
        return [{ name: 'Pause', attributes: { length: wholeSeconds(ms) } }]
      },
      check: (data) => (durationMs(data) > MAX_TWIML_SECONDS * 1000 ? [tooLong('duration')] : []),
    },
  },
  simulate(data, call) {
    // The replacement of a module that 4.3 lacks takes no time.
    if (durationMs(data) === 0) return { kind: 'continue' }
    call.notes(`Silence for ${data.duration ?? 0} ${UNIT_WORDS[data.unit ?? 's']}`)
    call.wait(durationMs(data))
    return { kind: 'continue' }
  },
})

const durationMs = (data: { duration?: number | undefined; unit?: keyof typeof UNIT_MS | undefined }): number =>
  (data.duration ?? 0) * UNIT_MS[data.unit ?? 's']
