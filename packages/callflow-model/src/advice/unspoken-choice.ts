import { type CallerRule, wordsOf } from './caller-rule.ts'

const WORDS: Readonly<Record<string, string>> = {
  ...{ '0': 'zero|oh', '1': 'one', '2': 'two', '3': 'three', '4': 'four', '5': 'five', '6': 'six', '7': 'seven' },
  ...{ '8': 'eight', '9': 'nine', '*': 'star|asterisk', '#': 'pound|hash' },
}

export const unspokenChoice: CallerRule = {
  code: 'caller.unspoken-choice',
  reason: 'Callers cannot choose what they are not told of.',
  find: ({ steps, isEnglish }) =>
    steps.flatMap((step) => {
      const { node, asks, says } = step
      const text = wordsOf(step)
      const isWhole = says.length > 0 && says.every((said) => said.media === null && !said.text.includes('{'))
      if (!asks?.choices || !isEnglish || !isWhole || text.trim() === '') return []
      return asks.choices.flatMap(({ digits, label }, index) => {
        if (digits === '' || isSaid(text, digits)) return []
        const message = `The prompt does not say key ${digits}${label ? ` (${label})` : ''}. Say what it is for.`
        return [{ nodeId: node.id, field: `choices.${index}.digits`, short: `Key ${digits} is not said`, message }]
      })
    }),
}

/** The key as it is written, or in words; keys of several digits also one by one. */
function isSaid(text: string, digits: string): boolean {
  if (text.includes(digits) || text.includes([...digits].join(' '))) return true
  return [...digits].every((key) => new RegExp(`\\b(?:${WORDS[key] ?? key})\\b`, 'i').test(text))
}
