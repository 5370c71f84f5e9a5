import { z } from 'zod'
import { MAX_TWIML_SECONDS } from '../kazoo/check-twiml.ts'
import { defineKazooStep, skipModule } from './define-node.ts'
import { inSeconds, refusedHostProblems } from './kazoo-fields.ts'
import { GOES_ON, whatHappens } from './outcomes.ts'
import { keptInWords, recordingFile, recordingUpload, uploadProblems } from './recording-fields.ts'
import { lost } from './twiml.ts'

/** @source callflows.record_caller; kazoo-modules.json, record_caller */
export const recordCaller = defineKazooStep({
  type: 'record_caller',
  title: 'Record a message',
  help: 'Records what the caller says until a key is pressed or the time is over. Nobody is told of it: announce it, and say what to do.',
  icon: 'mic-vocal',
  category: 'Recording',
  synonyms: ['recording', 'dictation', 'leave a message', 'answering machine', 'upload'],
  data: z.looseObject({ ...recordingFile, ...recordingUpload, skip_module: skipModule() }),
  create: () => ({ time_limit: 120 }),
  lasts: 'minutes',
  uploadsTo: 'url',
  summary: (data) =>
    (data.time_limit === undefined ? 'Until a key is pressed' : `Up to ${inSeconds(data.time_limit)}`) +
    keptInWords(data.url),
  check: (data, { document, profile }) => [
    ...refusedHostProblems(data.url, 'url'),
    ...(data.url && document.settings.format === 'kazoo'
      ? uploadProblems(profile, {
          what: 'record_caller',
          instead: 'Use the step Record, or Record the call.',
          field: 'url',
        })
      : []),
  ],
  next: () => ['tts', 'hangup', 'notification'],
  foot: 'Any key ends the recording. If it can be kept nowhere, nothing is recorded and the call goes on.',
  twiml: {
    verbs: ({ time_limit = MAX_TWIML_SECONDS }) => [
      { name: 'Record', attributes: { maxLength: Math.min(Math.max(time_limit, 1), MAX_TWIML_SECONDS) } },
    ],
    goesOn: 'asks',
    mayPassOn: true,
    check: ({ time_limit = 0, url, format }) => [
      ...(time_limit > MAX_TWIML_SECONDS ? [lost('time_limit', 'TwiML records for an hour at most.')] : []),
      ...(url ? [lost('url', 'TwiML uploads nothing; later steps know the file as recording.url.')] : []),
      ...(format ? [lost('format', 'TwiML leaves the format to KAZOO.')] : []),
    ],
  },
  *simulate(data, call) {
    call.answer()
    call.hears('tone', 'Beep', 500)
    const next = yield* whatHappens(call, `${call.title} records the caller`, [
      { key: 'recorded', label: 'Says something', exit: GOES_ON },
      { key: 'no_storage', label: 'It can be kept nowhere', exit: GOES_ON },
    ])
    call.wait(Math.min(data.time_limit ?? 20, 20) * 1000)
    return next
  },
})
