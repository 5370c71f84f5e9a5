import { z } from 'zod'
import { MAX_TWIML_SECONDS } from '../../kazoo/check-twiml.ts'
import { formatTraits } from '../../kazoo/formats.ts'
import { versionsOf } from '../../kazoo/versions.ts'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { Quirk } from '../contract/kazoo-step.ts'
import { inSeconds, integer } from '../parts/amounts.ts'
import { CONTINUES } from '../parts/outcomes.ts'
import {
  keptInWords,
  recordingDiffers,
  recordingFile,
  recordingMediaId,
  recordingUpload,
  uploadProblems,
} from '../parts/recording-fields.ts'
import { lost } from '../parts/twiml.ts'

/** KAZOO's own. */
const DEFAULT_TIME_LIMIT_S = 3600

/** @source callflows.record_caller; docs/kazoo/modules.json#record_caller */
export const recordCaller = defineKazooStep({
  type: 'record_caller',
  title: 'Record a message',
  help: 'Records the caller until a key is pressed or the time is up. It plays no prompt: announce the recording first.',
  icon: 'mic-vocal',
  category: 'Recording',
  synonyms: ['recording', 'dictation', 'leave a message', 'answering machine', 'upload'],
  data: z.looseObject({
    ...recordingFile,
    record_on_answer: z
      .boolean()
      .optional()
      .meta({
        label: 'Start when the call is answered',
        section: 'Recording',
        ifAbsent: false,
        versions: ['5'],
      }),
    record_on_bridge: z
      .boolean()
      .optional()
      .meta({
        label: 'Start when the call is bridged',
        section: 'Recording',
        ifAbsent: false,
        versions: ['5'],
      }),
    ...recordingUpload,
    media_id: recordingMediaId(),
    media_name: z
      .string()
      .optional()
      .meta({ label: 'File name', section: 'More', more: true, versions: ['5'] }),
    record_min_sec: integer()
      .optional()
      .meta({
        label: 'Minimum length',
        unit: 's',
        hint: 'Shorter ones are deleted.',
        section: 'More',
        more: true,
        versions: ['5'],
      }),
    record_sample_rate: integer()
      .optional()
      .meta({ label: 'Sample rate', unit: 'Hz', section: 'More', more: true, versions: ['5'] }),
    should_follow_transfer: z
      .boolean()
      .optional()
      .meta({
        label: 'Continue after a transfer',
        section: 'More',
        more: true,
        ifAbsent: true,
        versions: ['5'],
      }),
    origin: z
      .string()
      .optional()
      .meta({ label: 'Origin', control: 'hidden', section: 'More', more: true, versions: ['5'] }),
    skip_module: skipModule(),
  }),
  differs: recordingDiffers,
  written: (data, profile) =>
    versionsOf(profile).includes('5') ? { time_limit: DEFAULT_TIME_LIMIT_S, ...data } : data,
  create: () => ({ time_limit: 120 }),
  duration: 'minutes',
  uploadsTo: 'url',
  summary: (data) =>
    (data.time_limit === undefined ? 'Until a key is pressed' : `Up to ${inSeconds(data.time_limit)}`) +
    keptInWords(data.url),
  check: (data, { document, profile }) =>
    data.url && formatTraits[document.settings.format].sendsModules
      ? uploadProblems(profile, {
          what: 'record_caller',
          instead: 'Use the step Record, or Record the call.',
          field: 'url',
        })
      : [],
  quirks: () => [NO_KEY_IN_5],
  next: () => ['tts', 'hangup', 'notification'],
  footer: 'Any key ends the recording. Without a place to upload it, nothing is recorded and the call continues.',
  forms: {
    twiml: {
      verbs: ({ time_limit = MAX_TWIML_SECONDS }) => [
        { name: 'Record', attributes: { maxLength: Math.min(Math.max(time_limit, 1), MAX_TWIML_SECONDS) } },
      ],
      goesOn: 'asks',
      mayPassOn: true,
      needsAnsweredCall: true,
      losesDigits: true,
      check: ({ time_limit = 0, format }) => [
        recordingIsLost,
        ...(time_limit > MAX_TWIML_SECONDS ? [lost('time_limit', 'TwiML records for an hour at most.')] : []),
        ...(format ? [lost('format', 'TwiML leaves the format to KAZOO.')] : []),
      ],
    },
  },
  *simulate(data, call) {
    const isNew = call.version === '5'
    if (!isNew) call.answer()
    call.differs('KAZOO 5 does not answer here, and no key ends the recording, only its time limit.')
    const { time_limit: limitS = DEFAULT_TIME_LIMIT_S } = data
    const action = yield {
      kind: 'message',
      text: `${call.title} records the caller`,
      choices: [
        { key: 'recorded', label: 'Says something' },
        { key: 'no_storage', label: 'It can be kept nowhere' },
      ],
      acceptsAnyKey: !isNew,
    }
    if ('outcome' in action && action.outcome === 'no_storage') return CONTINUES
    call.wait((isNew ? limitS + 2 : Math.min(limitS, 20)) * 1000)
    return CONTINUES
  },
})

/** @source docs/kazoo/versions.md#what-modules-do */
const NO_KEY_IN_5: Quirk = {
  versions: ['5'],
  field: 'time_limit',
  message:
    'KAZOO 5 does not answer the call here and no key ends the recording: it lasts until the longest recording. Choose a short one.',
  short: 'No key ends it on KAZOO 5',
}

/**
 * `recordingUrl` would name another place, but KAZOO hangs up at it: it takes the attribute in a form that its own URL parser
 * does not accept. Without it the file is sent to the address that KAZOO asks next.
 * @source docs/kazoo/observations.md#walks (tw-record-url, tw-record-message); kzt_twiml.erl:392
 */
const recordingIsLost: Problem = {
  severity: 'warning',
  code: 'twiml.recording-lost',
  field: 'url',
  message:
    'In a TwiML flow KAZOO sends the file to this studio’s own address, wherever it should go, and it is not kept there: the recording is lost. Use the step Record, or Callflow JSON.',
  short: 'The recording is lost',
}
