/** Long work on the answering thread, in slices between which calls are answered. */
import { setImmediate as turn } from 'node:timers/promises'
import type { Slices } from '@callflow-studio/model'

/** How long a call may wait for a slice to end. */
const SLICE_MS = 8

/** Does the work a slice at a time. */
export async function inSlices<T>(work: Slices<T>): Promise<T> {
  const pause = createPauses()
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    const pausing = pause()
    if (pausing) await pausing
  }
}

/** @returns what to wait for between two pieces of work: null as long as the slice has not been used up */
export function createPauses(): () => Promise<void> | null {
  let begun = performance.now()
  return () => {
    if (performance.now() - begun < SLICE_MS) return null
    return turn().then(() => {
      begun = performance.now()
    })
  }
}
