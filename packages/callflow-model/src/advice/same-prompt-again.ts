import type { Fix } from '../diagnostics/diagnostic.ts'
import type { CallerRule } from './caller-rule.ts'

export const samePromptAgain: CallerRule = {
  code: 'caller.same-prompt-again',
  reason: 'Who did not understand a prompt once does not understand it the third time.',
  find: ({ steps, isEnglish }) =>
    steps.flatMap(({ node, asks }) => {
      if (!asks || asks.attempts < 3 || asks.hasOtherWords) return []
      const [wrong, none] = asks.choices
        ? ['That is not one of the choices.', 'Please press one of these keys.']
        : ['That number does not fit.', 'Please enter the number.']
      const prompt = (text: string) => ({ type: 'tts', text })
      const fix: Fix = {
        kind: 'set-field',
        label: 'Add words',
        nodeId: node.id,
        field: 'invalidPrompt',
        value: prompt(wrong ?? ''),
        also: [{ field: 'timeoutPrompt', value: prompt(none ?? '') }],
      }
      return [
        {
          nodeId: node.id,
          field: 'attempts',
          short: 'The same words each time',
          message: `The same prompt is played up to ${asks.attempts} times. Say something else after a wrong key and after none.`,
          ...(isEnglish ? { fix } : {}),
        },
      ]
    }),
}
