/** Counts what the log holds of a span of time, a part of it at a time: a day of a million requests must not hold back the log. */
import { type DayCounts, endOfDay } from './day-counts.ts'
import type { WorkerAnswers } from './worker-protocol.ts'

const FIRST_SLICE_MS = 60 * 1000
const MIN_SLICE_MS = 1000
const MAX_SLICE_MS = 60 * 60 * 1000
/** Rows that are to be written wait for a slice: it is made shorter where it takes longer. */
const MAX_TOOK_MS = 20

/**
 * @param from and `to`: milliseconds since 1970
 * @param ask counts what came between two times
 * @param onCounted told how far it has counted
 */
export async function countSlices(
  { from, to }: { from: number; to: number },
  counts: Pick<DayCounts, 'add'>,
  ask: (from: number, to: number) => Promise<WorkerAnswers['counts']>,
  onCounted: (to: number) => void = () => undefined,
): Promise<void> {
  let sliceMs = FIRST_SLICE_MS
  for (let at = from; at < to; ) {
    const end = Math.min(to, at + sliceMs, endOfDay(at))
    const begun = performance.now()
    counts.add(await ask(at, end), at)
    const took = performance.now() - begun
    if (took > MAX_TOOK_MS) sliceMs = Math.max(MIN_SLICE_MS, sliceMs / 2)
    else if (took < MAX_TOOK_MS / 4) sliceMs = Math.min(MAX_SLICE_MS, sliceMs * 2)
    at = end
    onCounted(at)
  }
}
