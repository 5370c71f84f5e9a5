import type { TraceEntry } from '../api/preview.ts'

/**
 * Which entries of a trace certainly happened: steps of the studio before anything was sent, and everything on the path to where
 * KAZOO came back. A studio step after a sent one was run ahead, for a branch that KAZOO may not take.
 * @param cameBackFor the step that the next request of the call is for; null: there is none
 * @returns places in the trace
 */
export function knownEntries(trace: readonly TraceEntry[], cameBackFor: string | null): Set<number> {
  const known = new Set<number>()
  trace.forEach((entry, at) => {
    const isFirst = entry.from === -1 || (known.has(entry.from) && trace[entry.from]?.kind === 'ran')
    if (isFirst && (entry.kind === 'ran' || entry.kind === 'failed')) known.add(at)
  })
  for (const at of pathBack(trace, cameBackFor)) known.add(at)
  return known
}

/** The entries from where KAZOO came back up to the root of the answer; none where it did not. */
export function pathBack(trace: readonly TraceEntry[], cameBackFor: string | null): number[] {
  if (cameBackFor === null) return []
  const path: number[] = []
  for (
    let at = trace.findIndex(({ kind, nodeId }) => kind === 'asks' && nodeId === cameBackFor);
    at >= 0;
    at = trace[at]?.from ?? -1
  )
    path.push(at)
  return path
}
