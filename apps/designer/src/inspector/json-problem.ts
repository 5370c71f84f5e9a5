/** What is wrong with a JSON text, and where: browsers say the place in words of their own, or not at all. */
export interface JsonProblem {
  /** From 0, into the text. */
  at: number
  /** From 1. */
  line: number
  column: number
  /** What stands there; empty at the end of the text. */
  found: string
}

/** @returns null for JSON, and for an empty text. */
export function jsonProblem(text: string): JsonProblem | null {
  if (text.trim() === '' || isJson(text)) return null
  const at = firstMisfit(text)
  const before = text.slice(0, at).split('\n')
  return { at, line: before.length, column: (before.at(-1) ?? '').length + 1, found: text.slice(at, at + 1).trim() }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false // what is wrong with it is looked for below
  }
}

const SPACE = /[ \t\n\r]*/y
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y

/** The first place at which the text cannot be read on; an unfinished word counts from its beginning. */
function firstMisfit(text: string): number {
  let at = 0
  /** Takes what matches here. */
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found !== null
  }
  const takeSign = (sign: string): boolean => {
    take(SPACE)
    if (text[at] !== sign) return false
    at += 1
    return true
  }
  /** True as long as the text could be read. */
  const entries = (close: string, entry: () => boolean): boolean => {
    if (takeSign(close)) return true
    do if (!entry()) return false
    while (takeSign(','))
    return takeSign(close)
  }
  const string = (): boolean => {
    take(SPACE)
    return take(STRING)
  }
  const value = (): boolean => {
    if (takeSign('{')) return entries('}', () => string() && takeSign(':') && value())
    if (takeSign('[')) return entries(']', value)
    return take(STRING) || take(SCALAR)
  }
  value()
  take(SPACE)
  return at
}
