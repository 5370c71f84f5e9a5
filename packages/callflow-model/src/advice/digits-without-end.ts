import type { CallerRule } from './caller-rule.ts'

const NAMES: Readonly<Record<string, string>> = { '#': 'pound|hash|number sign|#', '*': 'star|asterisk|\\*' }

export const digitsWithoutEnd: CallerRule = {
  code: 'caller.digits-without-end',
  reason: 'Callers do not know that they are done, and wait in silence until the time is over.',
  find: ({ steps, isEnglish }) =>
    steps.flatMap(({ node, asks, says: [prompt] }) => {
      if (!asks || asks.choices || asks.minDigits === asks.maxDigits || !prompt || prompt.text === '' || !isEnglish)
        return []
      const { terminator } = asks
      const name = new RegExp(NAMES[terminator] ?? `\\b${terminator}\\b`, 'i')
      if (name.test(prompt.text)) return []
      const word = terminator === '#' ? 'pound' : terminator === '*' ? 'star' : terminator
      const value = `${prompt.text.trimEnd().replace(/[^.!?]$/, '$&.')} Then press ${word}.`
      return [
        {
          nodeId: node.id,
          field: prompt.field,
          short: 'No word of its end',
          message: `The prompt does not say that ${word} ends the number. Say it.`,
          fix: { kind: 'set-field', label: `Add “Then press ${word}.”`, nodeId: node.id, field: prompt.field, value },
        } as const,
      ]
    }),
}
