/** JSON as people type and paste it, with the place of what is wrong. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { isInexact, readJson } from '../read-json.ts'

interface RepeatedKey {
  /** Dot path of the key: `children.1`. */
  path: string
  key: string
  /** From 1, of the later one, which counts. */
  line: number
}

/** A whole number with more digits than a number holds here, read as text. */
interface LongNumber {
  /** Dot path of the value: `data.id`. */
  path: string
  digits: string
}

export type ReadJson =
  | { ok: true; value: unknown; repeated: RepeatedKey[]; longNumbers: LongNumber[] }
  | { ok: false; message: string; problem: JsonProblem | null }

/** Why a text is no JSON. */
interface JsonProblem {
  /** Where in the text, from 0. */
  at: number
  /** From 1. */
  line: number
  column: number
  /** In words: "a comma is missing". */
  what: string
}

/**
 * Reads JSON as KAZOO does: no comments, no commas at the end.
 * @throws never
 */
export const readJsonText = (text: string): ReadJson => read(text, { isLenient: false })

/**
 * Reads JSON as documentation and chats show it: with comments and last commas, or a part of an object (`"flow": {…}`).
 * @throws never
 */
export function readLenientJson(text: string): ReadJson {
  const plain = text.replace(/^\uFEFF/, '')
  // In braces on the same line, so that lines and columns stay as they are but for the first.
  return read(/^\s*"[^"]*"\s*:/.test(plain) ? `{${plain}}` : plain, { isLenient: true })
}

function read(text: string, { isLenient }: { isLenient: boolean }): ReadJson {
  const plain = text.replace(/^\uFEFF/, '')
  if (plain.trim() === '') return { ok: false, message: 'It is empty.', problem: null }
  try {
    return isLenient ? readTree(plain) : readPlain(plain)
  } catch (error) {
    // The parser recurses: a RangeError is its way to say that the text is deeper than the stack.
    if (error instanceof RangeError) return { ok: false, message: 'It is nested too deeply to be read.', problem: null }
    throw error
  }
}

function readPlain(text: string): ReadJson {
  try {
    return { ok: true, value: readJson(text) as unknown, ...remarks(text, treeOf(text)) }
  } catch {
    return refuseText(text, []) // a SyntaxError, whose place the other parser tells
  }
}

function readTree(text: string): ReadJson {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  if (root && errors.length === 0) return { ok: true, value: exactValue(root, text), ...remarks(text, root) }
  return refuseText(text, errors)
}

function refuseText(text: string, errors: readonly ParseError[]): ReadJson {
  const problem = firstProblem(text, errors)
  const { line, column, what } = problem
  return { ok: false, message: `This is not valid JSON. Line ${line}, column ${column}: ${what}.`, problem }
}

/** @param known errors that were found already */
function firstProblem(text: string, known: readonly ParseError[]): JsonProblem {
  const errors: ParseError[] = [...known]
  if (errors.length === 0) parseTree(text, errors, { disallowComments: true })
  const [first] = errors
  const at = first?.offset ?? 0
  const what = (first && WORDS[printParseErrorCode(first.error)]) ?? 'this cannot be read'
  return { at, ...placeIn(text)(at), what }
}

const WORDS: Record<string, string> = {
  InvalidSymbol: 'there is a symbol that JSON does not allow',
  InvalidNumberFormat: 'a number is not valid in JSON',
  PropertyNameExpected: 'a name in quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'there is text after the end',
  InvalidCommentToken: 'there is a comment, which JSON does not allow',
  UnexpectedEndOfComment: 'a comment does not end',
  UnexpectedEndOfString: 'a text does not end',
  UnexpectedEndOfNumber: 'a number does not end',
  InvalidEscapeCharacter: 'a text has a backslash before a character that needs none',
  InvalidCharacter: 'a text has a line break or another character that must be escaped',
}

/** @returns tells lines and columns of offsets, from 1; the lines of the text are looked for once */
function placeIn(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return (offset) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}

/** What a node stands for, with long numbers as text. */
function exactValue(node: Node, text: string): unknown {
  const children = node.children ?? []
  switch (node.type) {
    case 'array':
      return children.map((child) => exactValue(child, text))
    case 'object':
      return Object.fromEntries(
        children.flatMap(({ children: [name, value] = [] }) =>
          name && value ? [[name.value, exactValue(value, text)]] : [],
        ),
      )
    case 'number':
      return longDigits(node, text) ?? node.value
    default:
      return node.value
  }
}

/** @returns the digits of a number that is not exact; null for any other node */
function longDigits({ type, value, offset, length }: Node, text: string): string | null {
  if (type !== 'number') return null
  const source = text.slice(offset, offset + length)
  return isInexact(value, source) ? source : null
}

/** Of a key that an object has twice, the reader of JSON keeps the last. */
function remarks(text: string, root: Node | undefined): { repeated: RepeatedKey[]; longNumbers: LongNumber[] } {
  const repeated: RepeatedKey[] = []
  const longNumbers: LongNumber[] = []
  const placeOf = placeIn(text)
  const waiting: { node: Node; path: string }[] = root ? [{ node: root, path: '' }] : []
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, path } = next
    const seen = new Set<string>()
    node.children?.forEach((child, index) => {
      const [name, value] = child.type === 'property' ? (child.children ?? []) : []
      const key = name ? String(name.value) : String(index)
      const at = path === '' ? key : `${path}.${key}`
      if (name && seen.has(key)) repeated.push({ path: at, key, line: placeOf(name.offset).line })
      seen.add(key)
      const inner = name ? value : child
      if (inner?.children) waiting.push({ node: inner, path: at })
      const digits = inner && longDigits(inner, text)
      if (digits) longNumbers.push({ path: at, digits })
    })
  }
  return { repeated: repeated.reverse(), longNumbers }
}

/** Without a tree, since it is nested too deeply, no key is looked at twice: the text as such can be read. */
function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text)
  } catch {
    return undefined
  }
}
