import { Fragment } from 'react'
import classes from './JsonView.module.css'
import { prettyXml } from './pretty-xml.ts'

/** JSON as text with its strings and numbers told apart; TwiML in lines; anything else as it is. */
export function JsonView({ text }: { text: string }) {
  return (
    <pre className={classes.json}>
      {tokensOf(pretty(text)).map((token, index) =>
        token.kind === 'plain' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity besides their place
          <Fragment key={index}>{token.text}</Fragment>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity besides their place
          <span key={index} data-kind={token.kind}>
            {token.text}
          </span>
        ),
      )}
    </pre>
  )
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return prettyXml(text) ?? text // An answer that was cut, or a proxy's page, is shown as it came.
  }
}

interface Token {
  kind: 'plain' | 'string' | 'number'
  text: string
}

/** Keys stay plain; only values are coloured. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let from = 0
  for (const match of text.matchAll(/("(?:\\.|[^"\\])*")(\s*:)?|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g)) {
    if (match[2] !== undefined) continue
    if (match.index > from) tokens.push({ kind: 'plain', text: text.slice(from, match.index) })
    tokens.push({ kind: match[1] === undefined ? 'number' : 'string', text: match[0] })
    from = match.index + match[0].length
  }
  if (from < text.length) tokens.push({ kind: 'plain', text: text.slice(from) })
  return tokens
}
