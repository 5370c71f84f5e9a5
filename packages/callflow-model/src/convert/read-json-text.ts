/** JSON as people paste it: read as KAZOO reads it, with the place of what is wrong. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'

export interface RepeatedKey {
  /** Dot path of the key: `children.1`. */
  path: string
  key: string
  /** From 1, of the later one, which counts. */
  line: number
}

export type ReadJson =
  | { ok: true; value: unknown; repeated: RepeatedKey[] }
  | { ok: false; message: string; problem: JsonProblem | null }

/** Why a text is no JSON. */
export interface JsonProblem {
  /** Where in the text, from 0. */
  at: number
  /** From 1. */
  line: number
  column: number
  /** In words: "a comma is missing". */
  what: string
}

/** @throws never */
export function readJsonText(text: string): ReadJson {
  const plain = text.replace(/^\uFEFF/, '')
  try {
    const value: unknown = JSON.parse(plain)
    return { ok: true, value, repeated: repeatedKeys(plain) }
  } catch (error) {
    if (plain.trim() === '') return { ok: false, message: 'There is nothing in it.', problem: null }
    const problem = firstProblem(plain, error)
    const { line, column, what } = problem
    return { ok: false, message: `This is no JSON. Line ${line}, column ${column}: ${what}.`, problem }
  }
}

function firstProblem(text: string, error: unknown): JsonProblem {
  const errors: ParseError[] = []
  parseTree(text, errors, { disallowComments: true })
  const [first] = errors
  const at = first?.offset ?? 0
  const what = first ? (WORDS[printParseErrorCode(first.error)] ?? 'this cannot be read') : String(error)
  return { at, ...placeOf(text, at), what }
}

const WORDS: Record<string, string> = {
  InvalidSymbol: 'there is something that JSON does not have',
  InvalidNumberFormat: 'a number is not written as JSON wants it',
  PropertyNameExpected: 'a name in quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'something follows that does not belong to it',
  InvalidCommentToken: 'there is a comment, which JSON does not have',
  UnexpectedEndOfComment: 'a comment does not end',
  UnexpectedEndOfString: 'a text does not end',
  UnexpectedEndOfNumber: 'a number does not end',
  InvalidEscapeCharacter: 'a text holds a backslash before a sign that needs none',
  InvalidCharacter: 'a text holds a line break or another sign that must be escaped',
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** Of a key that an object has twice, the reader of JSON keeps the last. */
function repeatedKeys(text: string): RepeatedKey[] {
  const found: RepeatedKey[] = []
  const root = parseTree(text)
  const waiting: { node: Node; path: string }[] = root ? [{ node: root, path: '' }] : []
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, path } = next
    const seen = new Set<string>()
    node.children?.forEach((child, index) => {
      const [name, value] = child.type === 'property' ? (child.children ?? []) : []
      const key = name ? String(name.value) : String(index)
      const at = path === '' ? key : `${path}.${key}`
      if (name && seen.has(key)) found.push({ path: at, key, line: placeOf(text, name.offset).line })
      seen.add(key)
      const inner = name ? value : child
      if (inner?.children) waiting.push({ node: inner, path: at })
    })
  }
  return found.reverse()
}
