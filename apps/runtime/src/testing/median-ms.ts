/**
 * How long work takes that is done several times in a row: half of the times it took no longer. On a busy machine a single time
 * says nothing.
 */
export async function medianMs(times: number, work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let turn = 0; turn < times; turn++) {
    const begun = performance.now()
    await work()
    took.push(performance.now() - begun)
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}
