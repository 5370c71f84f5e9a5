/** JSON, laid out and cut into pieces that can be coloured. */
import { prettyXml } from '../ui/pretty-xml.ts'

export interface JsonToken {
  kind: 'key' | 'text' | 'number' | 'word' | 'mark'
  text: string
}

/** @returns the pieces in turn, line breaks and indentation included; a text that is no JSON as one piece. */
export function jsonTokens(source: string): readonly JsonToken[] {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    return [{ kind: 'mark', text: prettyXml(source) ?? source }] // TwiML, or a proxy's page.
  }
  const tokens: JsonToken[] = []
  write(value, '', tokens)
  return tokens
}

/** Objects that fit stay on one line, as people write callflows. */
const LINE = 44

function write(value: unknown, indent: string, tokens: JsonToken[]): void {
  if (typeof value !== 'object' || value === null) {
    tokens.push(scalar(value))
    return
  }
  const isArray = Array.isArray(value)
  const entries = Object.entries(value)
  const [open, close] = isArray ? ['[', ']'] : ['{', '}']
  if (entries.length === 0) {
    tokens.push({ kind: 'mark', text: open + close })
    return
  }
  const isShort = JSON.stringify(value).length <= LINE
  const inner = isShort ? '' : `${indent}  `
  tokens.push({ kind: 'mark', text: isShort ? `${open} ` : `${open}\n` })
  entries.forEach(([key, item], index) => {
    if (inner) tokens.push({ kind: 'mark', text: inner })
    if (!isArray) tokens.push({ kind: 'key', text: JSON.stringify(key) }, { kind: 'mark', text: ': ' })
    write(item, inner, tokens)
    const isLast = index === entries.length - 1
    tokens.push({ kind: 'mark', text: isLast ? (isShort ? ' ' : '\n') : isShort ? ', ' : ',\n' })
  })
  tokens.push({ kind: 'mark', text: (isShort ? '' : indent) + close })
}

function scalar(value: unknown): JsonToken {
  const kind = typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'word'
  return { kind, text: JSON.stringify(value) }
}
