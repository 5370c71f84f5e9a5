import classes from './TryLookUp.module.css'
import type { SentRequest } from './use-try-out.ts'

/** A request as it goes out; secrets are masked in it. */
export function SentRequestView({ request: { method, url, headers, body } }: { request: SentRequest }) {
  return (
    <pre className={classes.sent}>
      <b>{method}</b> {url}
      <span>{headers.map(([name, value]) => `\n${name}: ${value}`)}</span>
      {body !== null && body !== '' && `\n\n${body}`}
    </pre>
  )
}
