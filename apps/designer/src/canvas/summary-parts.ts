/** The line on a card, with the values in it as pieces of their own. */
export type SummaryPart = { kind: 'text'; text: string } | { kind: 'value'; text: string }

/** @returns words and values in turn; a value is named without its braces, its `vars.` and its filters. */
export function summaryParts(summary: string): SummaryPart[] {
  return summary
    .split(/(\{\{[^}]*\}\})/)
    .filter((fragment) => fragment !== '')
    .map((fragment): SummaryPart => {
      const value = /^\{\{-?\s*([^|}]*?)\s*(?:\||-?\}\})/.exec(fragment)?.[1]
      return value === undefined
        ? { kind: 'text', text: fragment }
        : { kind: 'value', text: value.replace(/^vars\./, '') }
    })
}
