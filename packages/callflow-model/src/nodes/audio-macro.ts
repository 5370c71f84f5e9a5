import { z } from 'zod'
import { defineKazooStep, type SimulatedCall, skipModule } from './define-node.ts'
import { integer, promptTerminators } from './kazoo-fields.ts'
import { mediaInWords, playFields } from './play.ts'
import { speechDurationMs } from './speech.ts'
import { ttsFields } from './tts.ts'

const language = () => z.string().optional().meta({ label: 'Language', hint: 'Such as en-us.' })

const promptPart = z.looseObject({
  macro: z.literal('prompt'),
  id: z.string().optional().meta({ label: 'System prompt', placeholder: 'vm-goodbye' }),
  language: language(),
  terminators: promptTerminators(),
})

const sayPart = z.looseObject({
  macro: z.literal('say'),
  text: z.string().optional().meta({ label: 'What is read out' }),
  type: z
    .enum([
      'number',
      'items',
      'persons',
      'messages',
      'currency',
      'time_measurement',
      'current_date',
      'current_time',
      'current_date_time',
      'telephone_number',
      'telephone_extension',
      'url',
      'ip_address',
      'e-mail_address',
      'postal_address',
      'account_number',
      'name_spelled',
      'name_phonetic',
      'short_date_time',
    ])
    .optional()
    .meta({ label: 'Read as' }),
  method: z.enum(['none', 'pronounced', 'iterated', 'counted']).optional().meta({ label: 'Way of reading' }),
  gender: z.enum(['masculine', 'feminine', 'neuter']).optional().meta({ label: 'Gender' }),
  language: language(),
  terminators: promptTerminators(),
})

const tonePart = z.looseObject({
  macro: z.literal('tone'),
  frequencies: z.array(integer()).optional().meta({ label: 'Frequencies' }),
  duration_on: integer().optional().meta({ label: 'Sounds for', unit: 'ms' }),
  duration_off: integer().optional().meta({ label: 'Then silent for', unit: 'ms' }),
  repeat: integer().optional().meta({ label: 'Repeat', unit: 'times' }),
  volume: integer().min(0).max(100).optional().meta({ label: 'Volume' }),
})

/** Spoken text comes first: a value in a `text` is checked in the call as the first kind that has one asks, the strictest. */
const partSchema = z.discriminatedUnion('macro', [
  z.looseObject({ macro: z.literal('tts'), ...ttsFields }),
  z.looseObject({ macro: z.literal('play'), ...playFields }),
  promptPart,
  sayPart,
  tonePart,
])
type Part = z.infer<typeof partSchema>

/** @source callflows.audio_macro and its parts; kazoo-callflow-semantics V1: it does not answer the call. */
export const audioMacro = defineKazooStep({
  type: 'audio_macro',
  title: 'Play a sequence',
  help: 'Plays several things without a gap: recordings, system prompts, spoken text, numbers and dates, tones. A key stops them all, and the call goes on.',
  icon: 'audio-lines',
  category: 'Play & Speak',
  synonyms: ['audio macro', 'playlist', 'several prompts', 'say number', 'announcement', 'tone'],
  data: z.looseObject({
    macros: z
      .array(partSchema)
      .min(1, { error: 'The sequence is empty. KAZOO would refuse it and hang up. Add something to play.' })
      .optional()
      .meta({
        label: 'Sequence',
        hint: 'Each part says its kind as macro: play, prompt, say, tts or tone, and then its own fields.',
        control: 'json',
        section: 'What the caller hears',
        short: 'Add something to play',
      }),
    language: language().meta({
      label: 'Language',
      hint: 'Such as en-us. The language of the call if this is empty.',
      section: 'More',
      more: true,
    }),
    terminators: promptTerminators(),
    skip_module: skipModule(),
  }),
  create: () => ({ macros: [{ macro: 'tts', text: '' }] }),
  changes: () => ['digits.default'],
  lasts: (data) =>
    data.macros?.some((part) => 'endless_playback' in part && part.endless_playback === true) ? 'minutes' : 'seconds',
  summary: ({ macros = [] }) => {
    const shown = macros.slice(0, 2).map(partInWords).filter(Boolean).join(', ')
    return macros.length > 2 ? `${shown} and ${macros.length - 2} more` : shown
  },
  check: ({ macros = [] }, { node }) =>
    macros.length > 0 || 'macros' in node.data
      ? []
      : [
          {
            severity: 'warning',
            code: 'field.missing',
            field: 'macros',
            message: 'There is nothing to play. Callers hear nothing here. Add something to the sequence.',
            short: 'Add something to play',
          },
        ],
  next: () => ['input.menu', 'ring_group', 'voicemail'],
  foot: 'It does not answer the call. Put Answer before it, or callers may hear nothing.',
  simulate({ macros = [] }, call) {
    if (macros.length === 0) call.notes('There is nothing to play')
    for (const part of macros) playPart(part, call)
    return { kind: 'continue' }
  },
})

function playPart(part: Part, call: SimulatedCall): void {
  if (part.macro === 'tts' || part.macro === 'say')
    call.hears('speech', part.text ?? '', speechDurationMs(part.text ?? ''))
  else if (part.macro === 'tone') call.hears('tone', partInWords(part), 500)
  else if (part.id) call.hears('media', partInWords(part), 3000)
}

function partInWords(part: Part): string {
  switch (part.macro) {
    case 'play':
      return mediaInWords(part.id)
    case 'prompt':
      return part.id ? `System prompt ${part.id}` : ''
    case 'tone':
      return 'Tone'
    default:
      return part.text ? `“${part.text}”` : ''
  }
}
