/** Where a text stops being JSON, in words: what engines say of it differs, and often names no place. */

/** Blanks, then one token: a text, a number, a word, or a mark. */
const TOKEN =
  /[ \t\n\r]*(?:("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])|([{}[\]:,]))/y
const BLANKS = /[ \t\n\r]*/y

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma' | 'end'

const WORDS: Record<Expected, string> = {
  value: 'a value',
  'value or ]': 'a value or ]',
  name: 'a name in double quotes',
  'name or }': 'a name in double quotes or }',
  colon: 'a colon',
  comma: 'a comma, or the end of the list or object',
  end: 'the end of the text',
}

/**
 * @returns `Line 3, column 14: here should be a value.`; null where the text is JSON
 * @throws never
 */
export function describeJsonMistake(text: string): string | null {
  const place = findMistake(text)
  if (place === null) return null
  const before = text.slice(0, place.at).split('\n')
  const found = place.at >= text.length ? 'the text ends' : `${JSON.stringify([...text.slice(place.at)][0])} stands`
  return `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${found} where ${WORDS[place.expected]} should be.`
}

function findMistake(text: string): { at: number; expected: Expected } | null {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  const behindValue = (): Expected => (open.length === 0 ? 'end' : 'comma')
  for (let at = 0; ; at = TOKEN.lastIndex) {
    BLANKS.lastIndex = at
    BLANKS.test(text)
    const start = BLANKS.lastIndex
    if (start >= text.length) return expected === 'end' ? null : { at: start, expected }
    TOKEN.lastIndex = at
    const [, string, word, mark] = TOKEN.exec(text) ?? []
    const takesValue = expected === 'value' || expected === 'value or ]'
    const takesName = expected === 'name' || expected === 'name or }'
    if (takesName && string !== undefined) expected = 'colon'
    else if (takesValue && (string !== undefined || word !== undefined)) expected = behindValue()
    else if (takesValue && mark === '{') {
      open.push(mark)
      expected = 'name or }'
    } else if (takesValue && mark === '[') {
      open.push(mark)
      expected = 'value or ]'
    } else if (expected === 'colon' && mark === ':') expected = 'value'
    else if (expected === 'comma' && mark === ',') expected = open.at(-1) === '{' ? 'name' : 'value'
    else if (
      (mark === '}' && open.at(-1) === '{' && (expected === 'comma' || expected === 'name or }')) ||
      (mark === ']' && open.at(-1) === '[' && (expected === 'comma' || expected === 'value or ]'))
    ) {
      open.pop()
      expected = behindValue()
    } else return { at: start, expected }
  }
}
