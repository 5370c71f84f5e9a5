import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

/** @source callflows.language; docs/kazoo/semantics.md#v4 */
export const language = defineKazooStep({
  type: 'language',
  title: 'Set the language',
  help: 'From here on, KAZOO plays its own prompts and speaks texts in this language.',
  icon: 'languages',
  category: 'Play & Speak',
  synonyms: ['locale', 'translation', 'English', 'Spanish', 'French', 'German', 'press 2 for'],
  data: z.looseObject({
    language: z
      .string()
      .regex(/^[A-Za-z]{2}(-[A-Za-z]{2})?$/, {
        error:
          'A language is two letters, with a country if need be: en or en-us. For anything else callers would hear silence.',
      })
      .meta({
        label: 'Language',
        hint: 'Two letters, with a country if need be: de, en-us, fr-ca.',
        section: 'Language',
        placeholder: 'en-us',
        short: 'Enter a language',
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ language: 'en-us' }),
  changes: () => ['call.language'],
  summary: (data) => data.language ?? '',
  next: () => ['tts', 'input.menu', 'play'],
  footer: 'Texts are not translated. Recordings are, where your system has them in this language.',
  simulate(data, call) {
    call.notes(`The language is ${data.language ?? ''}`)
    if (data.language) call.facts.language = data.language
    return { kind: 'continue' }
  },
})
