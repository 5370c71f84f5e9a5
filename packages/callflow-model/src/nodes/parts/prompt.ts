/** Prompts of `input.*`: text to speak or a recording, and the questions about them. */
import { z } from 'zod'
import { formatTraits } from '../../kazoo/formats.ts'
import { isTemplate } from '../../templates/template.ts'
import type { CheckScope, Problem } from '../contract/checks.ts'
import type { Said } from '../contract/heard.ts'
import { absoluteAddressProblems } from './twiml.ts'

export const promptSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('tts'),
    text: z.string(),
    voice: z.string().optional(),
    language: z.string().optional(),
  }),
  z.looseObject({ type: z.literal('media'), id: z.string().meta({ entity: 'media' }) }),
])
export type PromptValue = z.infer<typeof promptSchema>

/** What the caller hears, as a card shows it. */
export const promptSummary = (prompt: PromptValue | undefined): string =>
  prompt === undefined
    ? ''
    : prompt.type === 'tts'
      ? prompt.text === ''
        ? ''
        : `“${prompt.text}”`
      : 'Plays a recording'

/** @returns a warning for an empty prompt. */
export function checkPrompt(prompt: PromptValue | undefined, field: string): Problem[] {
  const content = prompt?.type === 'media' ? prompt.id : (prompt?.text ?? '')
  if (content.trim() === '')
    return [
      {
        severity: 'warning',
        code: 'field.empty',
        field: `${field}.${prompt?.type === 'media' ? 'id' : 'text'}`,
        short: 'Enter a prompt',
        message: 'The prompt is empty, so callers do not know what to press. Enter a text.',
      },
    ]
  if (prompt?.type === 'tts' && !isTemplate(content) && [...content].length > 1000)
    return [
      {
        severity: 'warning',
        code: 'text.too-long',
        field: `${field}.text`,
        short: 'The text is too long',
        message: 'KAZOO speaks 1,000 characters at most. Longer texts are cut.',
      },
    ]
  return []
}

/** The prompts of a step that a flow’s format cannot play. */
export function checkPromptAddresses(
  prompts: Partial<Record<'prompt' | 'invalidPrompt' | 'timeoutPrompt', PromptValue | undefined>>,
  { document }: CheckScope,
): Problem[] {
  if (formatTraits[document.settings.format].playsMediaIds) return []
  return (['prompt', 'invalidPrompt', 'timeoutPrompt'] as const).flatMap((field) => {
    const prompt = prompts[field]
    return prompt?.type === 'media' ? absoluteAddressProblems(prompt.id, `${field}.id`, 'a recording') : []
  })
}

/** The prompts of a step, each with the field of its text. */
export const saidIn = (
  prompts: Partial<Record<'prompt' | 'invalidPrompt' | 'timeoutPrompt', PromptValue | undefined>>,
): Said[] =>
  (['prompt', 'invalidPrompt', 'timeoutPrompt'] as const).flatMap((name): Said[] => {
    const prompt = prompts[name]
    if (prompt?.type === 'media')
      return prompt.id === '' ? [] : [{ field: `${name}.id`, text: '', media: prompt.id, voice: '', language: '' }]
    if (!prompt?.text) return []
    const { text, voice = '', language = '' } = prompt
    return [{ field: `${name}.text`, text, media: null, voice, language }]
  })
