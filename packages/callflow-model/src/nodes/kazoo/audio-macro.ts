import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { SimulatedCall } from '../contract/simulation.ts'
import { integer } from '../parts/amounts.ts'
import { promptTerminators } from '../parts/kazoo-fields.ts'
import { speechDurationMs } from '../parts/speech.ts'
import { mediaInWords, mediaName, playFields } from './play.ts'
import { ttsFields } from './tts.ts'

const language = () => z.string().optional().meta({ label: 'Language', hint: 'Such as en-us.' })

/** A part is not passed over: this is for whole steps. */
const noSkip = { skip_module: playFields.skip_module.meta({ control: 'hidden' }) }

export const promptPart = z
  .looseObject({
    macro: z.literal('prompt'),
    id: z.string().optional().meta({ label: 'System prompt', placeholder: 'vm-goodbye' }),
    language: language().meta({ more: true }),
    terminators: promptTerminators(),
  })
  .meta({ label: 'System prompt' })

const READ_AS = {
  number: 'Number',
  telephone_number: 'Phone number',
  telephone_extension: 'Extension',
  account_number: 'Account number',
  currency: 'Money',
  current_date: 'Date',
  current_time: 'Time',
  current_date_time: 'Date and time',
  short_date_time: 'Date and time, short',
  time_measurement: 'Duration',
  name_spelled: 'Spelled out',
  name_phonetic: 'Spelled with words (Alpha, Bravo)',
  items: 'Count of items',
  persons: 'Count of people',
  messages: 'Count of messages',
  postal_address: 'Postal address',
  'e-mail_address': 'E-mail address',
  url: 'Web address',
  ip_address: 'IP address',
}

export const sayPart = z
  .looseObject({
    macro: z.literal('say'),
    text: z.string().optional().meta({ label: 'Value' }),
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
      .meta({ label: 'Read as', options: READ_AS }),
    method: z
      .enum(['none', 'pronounced', 'iterated', 'counted'])
      .optional()
      .meta({
        label: 'Reading style',
        options: {
          pronounced: 'As one number',
          iterated: 'Digit by digit',
          counted: 'As a place (third)',
          none: 'As it comes',
        },
      }),
    gender: z
      .enum(['masculine', 'feminine', 'neuter'])
      .optional()
      .meta({
        label: 'Gender',
        hint: 'In languages whose numbers have one.',
        options: { masculine: 'Masculine', feminine: 'Feminine', neuter: 'Neuter' },
        more: true,
      }),
    language: language().meta({ more: true }),
    terminators: promptTerminators(),
  })
  .meta({ label: 'Read out a number or date' })

export const tonePart = z
  .looseObject({
    macro: z.literal('tone'),
    frequencies: z.array(integer()).optional().meta({ label: 'Frequencies' }),
    duration_on: integer().optional().meta({ label: 'Sounds for', unit: 'ms' }),
    duration_off: integer().optional().meta({ label: 'Then silent for', unit: 'ms' }),
    repeat: integer().optional().meta({ label: 'Repeat', unit: 'times' }),
    volume: integer().min(0).max(100).optional().meta({ label: 'Volume' }),
  })
  .meta({ label: 'Tone' })

/** Spoken text comes first: a value in a `text` is checked in the call as the first kind that has one asks, the strictest. */
const partSchema = z.discriminatedUnion('macro', [
  z.looseObject({ macro: z.literal('tts'), ...ttsFields, ...noSkip }).meta({ label: 'Say text' }),
  z.looseObject({ macro: z.literal('play'), ...playFields, ...noSkip }).meta({ label: 'Play audio' }),
  promptPart,
  sayPart,
  tonePart,
])
type Part = z.infer<typeof partSchema>

/** @source callflows.audio_macro and its parts; docs/kazoo/semantics.md#v1: it does not answer the call. */
export const audioMacro = defineKazooStep({
  type: 'audio_macro',
  title: 'Play a sequence',
  help: 'Plays recordings, system prompts, text, numbers, dates and tones without a gap. A key stops them all and the call continues.',
  icon: 'audio-lines',
  category: 'Play & Speak',
  synonyms: ['audio macro', 'playlist', 'several prompts', 'say number', 'announcement', 'tone'],
  data: z.looseObject({
    macros: z
      .array(partSchema)
      .min(1, {
        error:
          'The sequence is empty. KAZOO would refuse the whole answer: callers would hear silence. Add something to play.',
      })
      .meta({
        label: 'Sequence',
        control: 'sequence',
        section: 'What the caller hears',
        short: 'Add something to play',
      }),
    language: language().meta({
      label: 'Language',
      hint: 'Such as en-us. The language of the call if empty.',
      section: 'More',
      more: true,
    }),
    terminators: promptTerminators(),
    skip_module: skipModule(),
  }),
  create: () => ({ macros: [{ macro: 'tts', text: '' }] }),
  changes: () => ['digits.default'],
  duration: (data) =>
    data.macros?.some((part) => 'endless_playback' in part && part.endless_playback === true) ? 'minutes' : 'seconds',
  summary: ({ macros = [] }) => {
    const shown = macros.slice(0, 2).map(partInWords).filter(Boolean).join(', ')
    return macros.length > 2 ? `${shown} and ${macros.length - 2} more` : shown
  },
  next: () => ['input.menu', 'ring_group', 'voicemail'],
  footer: 'It does not answer the call. Put Answer before it, or callers may hear nothing.',
  simulate({ macros = [] }, call) {
    if (macros.length === 0) call.notes('There is nothing to play')
    for (const part of macros) playPart(part, call)
    return { kind: 'continue' }
  },
})

function playPart(part: Part, call: SimulatedCall): void {
  if (part.macro === 'tts' || part.macro === 'say') {
    const { text = '' } = part
    call.hears('speech', text, speechDurationMs(text), part.macro === 'say' ? `say:${text}` : text)
  } else if (part.macro === 'tone') call.hears('tone', partInWords(part), 500)
  else if (part.id)
    call.hears(
      'media',
      partInWords(part),
      3000,
      part.macro === 'prompt' ? `prompt:${part.id}` : mediaName(call, part.id),
    )
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
