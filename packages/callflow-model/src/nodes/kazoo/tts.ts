import { z } from 'zod'
import { isTemplate } from '../../templates/template.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { promptTerminators } from '../parts/kazoo-fields.ts'
import { speechDurationMs } from '../parts/speech.ts'
import { endlessInTwiml, lost, sayLanguage, sayVerbs, sayVoice } from '../parts/twiml.ts'

/** Also those of a part of a sequence. */
export const ttsFields = {
  text: z
    .string()
    .min(1, { error: 'The text is empty. KAZOO would refuse the whole answer: callers would hear silence.' })
    .max(1000, {
      error:
        'The text is longer than 1,000 characters. KAZOO would refuse the whole answer: callers would hear silence. Shorten it, or use two steps.',
    })
    .meta({ label: 'Text', section: 'What the caller hears', control: 'text-area', short: 'Write a text' }),
  voice: z.string().optional().meta({
    label: 'Voice',
    hint: 'male, female, or the name of a voice that your speech engine has.',
    section: 'What the caller hears',
    ifAbsent: 'female',
  }),
  language: z.string().optional().meta({
    label: 'Language',
    hint: 'Such as en-us. The language of the call if empty.',
    section: 'What the caller hears',
  }),
  engine: z
    .enum(['flite', 'google', 'ispeech', 'voicefabric'])
    .optional()
    .meta({
      label: 'Speech engine',
      hint: 'KAZOO’s default if empty.',
      options: { flite: 'Flite', google: 'Google', ispeech: 'iSpeech', voicefabric: 'VoiceFabric' },
      section: 'More',
      more: true,
    }),
  endless_playback: z.boolean().optional().meta({
    label: 'Repeat until a key is pressed',
    section: 'More',
    more: true,
    ifAbsent: false,
  }),
  terminators: promptTerminators(),
  skip_module: skipModule(),
}

/** @source callflows.tts; docs/kazoo/semantics.md#media, #v1 */
export const tts = defineKazooStep({
  type: 'tts',
  title: 'Say text',
  help: 'KAZOO speaks the text. Callers can press a key at any time to stop it and continue.',
  icon: 'message-square-text',
  category: 'Play & Speak',
  synonyms: ['speak', 'text to speech', 'announcement', 'prompt', 'greeting', 'say', 'repeat'],
  mostUsedRank: 1,
  data: z.looseObject(ttsFields),
  spoken: { field: 'text', maxLength: 1000 },
  create: () => ({ text: '' }),
  changes: () => ['digits.default'],
  duration: (data) => (data.endless_playback ? 'minutes' : 'seconds'),
  says: ({ text = '', voice = '', language = '' }) =>
    text === '' ? [] : [{ field: 'text', text, media: null, voice, language }],
  summary: (data) => (data.text ? `“${data.text}”` : ''),
  next: () => ['input.menu', 'ring_group', 'voicemail'],
  footer: 'Callers can press a key at any time.',
  forms: {
    twiml: {
      verbs: ({ text, voice, language, endless_playback }) =>
        sayVerbs(text, {
          voice: sayVoice(voice),
          language: sayLanguage(language),
          loop: endless_playback ? 0 : undefined, // 0 means for ever
        }),
      check: ({ voice, language, engine, endless_playback }) => [
        ...(engine ? [lost('engine', 'In a TwiML flow KAZOO uses the speech engine that it is set to.')] : []),
        ...(endless_playback ? [endlessInTwiml] : []),
        ...(voice && !isTemplate(voice) && !sayVoice(voice)
          ? [
              lost(
                'voice',
                `TwiML knows no voice “${voice}”, only male and female. KAZOO’s own voice is used. Use Callflow JSON for others.`,
              ),
            ]
          : []),
        ...(language && !isTemplate(language) && !sayLanguage(language)
          ? [
              lost(
                'language',
                `TwiML speaks English, Spanish, French, German and Italian only, not ${language}. KAZOO’s own language is used. Use Callflow JSON for others.`,
              ),
            ]
          : []),
      ],
    },
  },
  simulate(data, call) {
    call.answer()
    const text = data.text ?? ''
    call.hears('speech', text, speechDurationMs(text))
    return { kind: 'continue' }
  },
})
