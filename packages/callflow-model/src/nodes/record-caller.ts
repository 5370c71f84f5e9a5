import { z } from 'zod'
import { MAX_TWIML_SECONDS } from '../kazoo/check-twiml.ts'
import { defineKazooStep, skipModule } from './define-node.ts'
import { inSeconds, integer, refusedHostProblems } from './kazoo-fields.ts'
import { lost } from './twiml.ts'

const DEFAULT_LIMIT_S = 3600

/** @source callflows.record_caller */
export const recordCaller = defineKazooStep({
  type: 'record_caller',
  title: 'Record a message',
  help: 'Records what the caller says, until a key is pressed or the time is up. Then the call goes on.',
  icon: 'mic',
  category: 'Recording',
  synonyms: ['message', 'dictate', 'recording', 'voice memo', 'tape'],
  data: z.looseObject({
    time_limit: integer().min(5).max(10_800).optional().meta({
      label: 'Longest message',
      unit: 's',
      section: 'Message',
      ifAbsent: DEFAULT_LIMIT_S,
    }),
    format: z
      .enum(['mp3', 'wav'])
      .optional()
      .meta({ label: 'File', options: { mp3: 'MP3', wav: 'WAV' }, section: 'Message' }),
    url: z.string().optional().meta({
      label: 'Send it to',
      hint: 'An address that takes uploads. The storage of the account is used if this is empty.',
      section: 'Where it goes',
      placeholder: 'https://',
    }),
    method: z
      .enum(['put', 'post'])
      .optional()
      .meta({
        label: 'Upload by',
        options: { put: 'PUT', post: 'POST' },
        section: 'More',
        more: true,
        ifAbsent: 'put',
      }),
    skip_module: skipModule(),
  }),
  lasts: 'minutes',
  summary: (data) => `Up to ${inSeconds(data.time_limit ?? DEFAULT_LIMIT_S)}`,
  check: (data) => refusedHostProblems(data.url, 'url'),
  next: () => ['tts', 'hangup', 'play'],
  twiml: {
    verbs: ({ time_limit = DEFAULT_LIMIT_S }) => [
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
    const action = yield {
      kind: 'message',
      text: `${call.title} is recording`,
      choices: [
        { key: 'message', label: 'Leaves a message' },
        { key: 'nothing', label: 'Says nothing' },
      ],
    }
    if ('outcome' in action && action.outcome === 'nothing') call.notes('Nothing was recorded')
    else {
      call.wait(Math.min(data.time_limit ?? DEFAULT_LIMIT_S, 20) * 1000)
      call.notes('Message recorded')
    }
    return { kind: 'continue' }
  },
})
