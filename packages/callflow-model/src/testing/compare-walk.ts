/** In what a simulated call differs from the observed one. */
import { isDeepStrictEqual } from 'node:util'
import type { Seen } from './kazoo-walks.ts'

export type Aspect = 'steps' | 'hears' | 'requests' | 'waits' | 'end'

/** @returns one line per aspect that differs: what KAZOO did, and what the simulated one did. */
export function walkDifferences(observed: Seen, simulated: Seen): Partial<Record<Aspect, string>> {
  const differences: Partial<Record<Aspect, string>> = {}
  const tell = (aspect: Aspect, want: unknown, got: unknown): void => {
    differences[aspect] = `KAZOO ${JSON.stringify(want)}, simulated ${JSON.stringify(got)}`
  }
  const steps = observed.steps.flatMap(repeated)
  if (!isDeepStrictEqual(steps, simulated.steps)) tell('steps', steps, simulated.steps)
  const [requested, made] = told(observed, simulated)
  if (!isDeepStrictEqual(requested, made)) tell('requests', requested, made)
  if (!isDeepStrictEqual(observed.waits ?? [], simulated.waits ?? [])) tell('waits', observed.waits, simulated.waits)
  const end = [observed.end, observed.cause]
  if (!isDeepStrictEqual(end, [simulated.end, simulated.cause])) tell('end', end, [simulated.end, simulated.cause])
  if (!isHeard(observed, simulated.hears)) tell('hears', observed.hears, simulated.hears)
  return differences
}

/** Of a call that goes on for ever only the first requests are told. */
function told({ requests, end }: Seen, simulated: Seen): [Seen['requests'], Seen['requests']] {
  const isCut = end === 'goes on' && requests.at(-1)?.url === '…'
  if (!isCut) return [requests, simulated.requests]
  const first = requests.slice(0, -1)
  return [first, simulated.requests.slice(0, first.length)]
}

/** `tts:_ x3` is three of them. */
function repeated(step: string): string[] {
  const [, name = step, times = '1'] = /^(.*) x(\d+)$/.exec(step) ?? []
  return Array.from({ length: Number(times) }, () => name)
}

/** Announcements whose names are not known (`?`) may be any of KAZOO's own; a call that goes on for ever is told in part. */
function isHeard({ hears, end }: Seen, simulated: readonly string[]): boolean {
  const wanted = hears.filter((name) => name !== '…')
  const said = end === 'goes on' ? simulated.slice(0, wanted.length) : simulated
  return matches(wanted, said)
}

function matches(wanted: readonly string[], said: readonly string[]): boolean {
  const [first, ...others] = said
  if (first === undefined) return wanted.length === 0
  if (first !== '?') return wanted[0] === first && matches(wanted.slice(1), others)
  for (let skipped = 0; ; skipped++) {
    if (matches(wanted.slice(skipped), others)) return true
    if (!/^(prompt:|say:|play:|tone$)/.test(wanted[skipped] ?? '')) return false
  }
}
