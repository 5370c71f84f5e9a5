import { z } from 'zod'
import { formatTraits } from '../../kazoo/formats.ts'
import type { CheckScope, Problem } from '../contract/checks.ts'
import { defineStudioStep } from '../contract/define.ts'
import { inSeconds } from '../parts/amounts.ts'
import { PHONE_KEYS } from '../parts/phone-keys.ts'
import { checkPromptAddresses, promptSchema, promptSummary, saidIn } from '../parts/prompt.ts'
import { uploadProblems } from '../parts/recording-fields.ts'
import { variableNameProblem } from '../parts/variable-name.ts'

/** KAZOO's own default in TwiML. */
const SILENCE_SECONDS = 5
const MAX_SECONDS = 120

export const inputRecord = defineStudioStep({
  type: 'input.record',
  title: 'Record',
  kindLine: 'Record, keeps a message',
  help: 'Records what the caller says and keeps the file in Callflow Studio. The Calls page plays it, and later steps know its address.',
  icon: 'cassette-tape',
  category: 'Recording',
  synonyms: ['message', 'answering machine', 'dictation', 'leave a message', 'voice mail', 'upload', 'recording'],
  asksCaller: true,
  recordsCaller: true,
  data: z.looseObject({
    prompt: promptSchema.meta({ label: 'Text', control: 'prompt', section: 'What the caller hears' }),
    beep: z.boolean().optional().meta({ label: 'Beep before it', section: 'What the caller hears', ifAbsent: true }),
    maxSeconds: z
      .int()
      .min(5)
      .max(3600)
      .optional()
      .meta({ label: 'At most', unit: 's', section: 'The recording', ifAbsent: MAX_SECONDS }),
    endKey: z
      .enum(['any', ...PHONE_KEYS])
      .optional()
      .meta({ label: 'Ends with', options: { any: 'Any key' }, section: 'The recording', ifAbsent: 'any' }),
    silenceSeconds: z.int().min(1).max(60).optional().meta({
      label: 'Ends after silence of',
      unit: 's',
      hint: 'In TwiML flows only.',
      section: 'More',
      more: true,
      ifAbsent: SILENCE_SECONDS,
    }),
    variable: z.string().optional().meta({
      setsVariable: true,
      label: 'Store its address as',
      hint: 'Type {{ in a later step to insert it. Opening it needs the Callflow Studio password.',
      section: 'The recording',
      template: false,
    }),
  }),
  create: (newName) => ({
    prompt: { type: 'tts', text: '' },
    maxSeconds: MAX_SECONDS,
    variable: newName('message'),
  }),
  ports: () => [
    { key: 'next', label: 'Recorded' },
    { key: 'empty', label: 'Nothing recorded' },
  ],
  summary: ({ prompt, maxSeconds }) => promptSummary(prompt) || `Up to ${inSeconds(maxSeconds ?? MAX_SECONDS)}`,
  says: saidIn,
  sets: ({ variable }) => (variable ? [variable] : []),
  check: (data, scope) => [
    ...checkPromptAddresses(data, scope),
    ...(data.variable ? variableNameProblem(data.variable, 'variable') : []),
    ...(formatTraits[scope.document.settings.format].noticesSilence ? twimlProblems(scope) : jsonProblems(data, scope)),
  ],
  footer:
    'The recording ends when the caller presses the key, hangs up, or the time is over. Announce it where the law requires it.',
  exitInput: (_, port) => ({ kind: 'records', says: port === 'next' }),
  prepare({ prompt, variable, ...data }, tools) {
    const asked = tools.prompt(prompt)
    const record = {
      prompts: asked ? [asked] : [],
      maxSeconds: data.maxSeconds ?? MAX_SECONDS,
      silenceSeconds: data.silenceSeconds ?? SILENCE_SECONDS,
      endKey: data.endKey === undefined || data.endKey === 'any' ? null : data.endKey,
      hasBeep: data.beep ?? true,
    }
    return (call) => {
      if (!call.answered) return { kind: 'record', record }
      const { recording } = call.answered
      if (!recording) return { kind: 'go', port: 'empty' }
      if (variable) call.assign(variable, recording.url)
      return { kind: 'go', port: 'next' }
    }
  },
  next: (port) => (port === 'next' ? ['tts', 'webhook', 'data.http'] : ['tts', 'hangup', 'voicemail']),
})

const twimlProblems = ({ profile }: CheckScope): Problem[] =>
  uploadProblems(profile, { what: 'Record', instead: 'Use Callflow JSON for this step.', field: 'maxSeconds' })

/** What a flow with Callflow JSON does not support. */
function jsonProblems(
  { silenceSeconds }: { silenceSeconds?: number | undefined },
  { connected }: CheckScope,
): Problem[] {
  const problems: Problem[] = []
  if (silenceSeconds !== undefined)
    problems.push({
      severity: 'warning',
      code: 'recording.silence',
      field: 'silenceSeconds',
      short: 'Silence does not end it',
      message:
        'KAZOO notices silence in TwiML flows only. In this flow a key, the time limit or hanging up ends the recording. Clear the field.',
    })
  if (connected.has('empty'))
    problems.push({
      severity: 'warning',
      code: 'port.never-taken',
      field: 'port:empty',
      short: 'Never taken in Callflow JSON',
      message:
        'KAZOO says whether something was recorded in TwiML flows only. In this flow the exit “Nothing recorded” is never taken. Remove the connection.',
    })
  return problems
}
