import type { CallerRule } from './caller-rule.ts'

const KEY_FIRST =
  /\bpress (?<key>\d|[*#]|zero|one|two|three|four|five|six|seven|eight|nine|star|pound|hash) (?<join>for|to) (?<what>[^.,;!?{}]+)/gi

/**
 * @source Weinschenk & Barker, Designing Effective Speech Interfaces, chapter 10: result before action in menus of more than two
 *   options; IBM WebSphere Voice Response, Application Development: the goal precedes the means
 */
export const keyFirst: CallerRule = {
  code: 'caller.key-first',
  reason: 'Callers listen for what they want. A key that is said before it is gone by then.',
  find: ({ steps, isEnglish }) =>
    steps.flatMap(({ node, asks, says }) => {
      if (!asks?.choices || !isEnglish) return []
      return says.flatMap(({ text, field }) => {
        const better = text.replaceAll(KEY_FIRST, (found, key: string, join: string, what: string) => {
          const isStart = found.startsWith('P')
          return `${isStart ? capital(join) : join} ${what.trim()}, press ${key}`
        })
        if (better === text) return []
        return [
          {
            nodeId: node.id,
            field,
            short: 'Say the key last',
            message: 'A choice is said after its key. Say what it is for first: “For sales, press 1.”',
            fix: { kind: 'set-field', label: 'Say the key last', nodeId: node.id, field, value: better },
          } as const,
        ]
      })
    }),
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
