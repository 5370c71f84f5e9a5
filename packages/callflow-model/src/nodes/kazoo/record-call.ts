import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { inSeconds, integer } from '../parts/amounts.ts'
import { startOrStop } from '../parts/kazoo-fields.ts'
import {
  keptInWords,
  recordingDiffers,
  recordingFile,
  recordingMediaId,
  recordingUpload,
} from '../parts/recording-fields.ts'

/** What is stopped has its length and place already. */
const STARTS = { field: 'action', is: ['start'] }
const whenStarting = <F extends Record<string, z.ZodType>>(fields: F): F =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field.meta({ ...field.meta(), onlyWhen: STARTS })]),
  ) as F

/** @source callflows.record_call */
export const recordCall = defineKazooStep({
  type: 'record_call',
  title: 'Record the call',
  help: 'Starts or stops recording both sides of the call. Callers hear nothing: announce it where the law requires it.',
  icon: 'mic',
  category: 'Recording',
  synonyms: ['recording', 'monitor', 'tape', 'compliance'],
  data: z.looseObject({
    action: startOrStop('Recording'),
    ...whenStarting(recordingFile),
    record_on_answer: z.boolean().optional().meta({
      label: 'Start when the call is answered',
      section: 'Recording',
      ifAbsent: false,
      onlyWhen: STARTS,
    }),
    record_on_bridge: z.boolean().optional().meta({
      label: 'Start when the call is bridged',
      section: 'Recording',
      ifAbsent: false,
      onlyWhen: STARTS,
    }),
    ...whenStarting(recordingUpload),
    ...whenStarting({ media_id: recordingMediaId() }),
    media_name: z.string().optional().meta({ label: 'File name', section: 'More', more: true, onlyWhen: STARTS }),
    label: z.string().optional().meta({ label: 'Label', section: 'More', more: true, onlyWhen: STARTS }),
    record_min_sec: integer().optional().meta({
      label: 'Minimum length',
      unit: 's',
      hint: 'Shorter ones are deleted.',
      onlyWhen: STARTS,
      section: 'More',
      more: true,
    }),
    record_sample_rate: integer()
      .optional()
      .meta({ label: 'Sample rate', unit: 'Hz', section: 'More', more: true, onlyWhen: STARTS }),
    should_follow_transfer: z.boolean().optional().meta({
      label: 'Continue after a transfer',
      onlyWhen: STARTS,
      section: 'More',
      more: true,
      ifAbsent: true,
    }),
    origin: z.string().optional().meta({ label: 'Origin', control: 'hidden', section: 'More', more: true }),
    skip_module: skipModule(),
  }),
  differs: recordingDiffers,
  create: () => ({ action: 'start' }),
  summary: (data) => {
    if (data.action === 'stop') return 'Stops recording'
    const limit = data.time_limit === undefined ? '' : `, up to ${inSeconds(data.time_limit)}`
    return `Starts recording${limit}${keptInWords(data.url)}`
  },
  next: () => ['ring_group', 'user', 'tts'],
  uploadsTo: 'url',
  recording: (data) => (data.action === 'stop' ? 'stops' : 'starts'),
  simulate(data, call) {
    const isStart = data.action !== 'stop'
    // Part of the step Record: the caller acts in the `collect_dtmf` that follows.
    call.studioRecording.isRunning = isStart && call.mayAsk
    if (isStart || !call.mayAsk) call.notes(isStart ? 'Recording starts' : 'Recording stops')
    return { kind: 'continue' }
  },
})
