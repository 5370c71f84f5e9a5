/** Counts what the log holds of today, a few minutes of it at a time: a day of a million requests must not hold back the log. */
import { type DayCounts, startOfDay } from './day-counts.ts'
import type { WorkerAnswers } from './worker-protocol.ts'

const SLICE_MS = 10 * 60 * 1000

/**
 * @param until when this server began to count by itself, in milliseconds since 1970
 * @param ask counts what came between two times
 */
export async function countBefore(
  until: number,
  counts: Pick<DayCounts, 'add'>,
  ask: (from: number, to: number) => Promise<WorkerAnswers['counts']>,
): Promise<void> {
  for (let from = startOfDay(until); from < until; from += SLICE_MS)
    counts.add(await ask(from, Math.min(until, from + SLICE_MS)), from)
}
