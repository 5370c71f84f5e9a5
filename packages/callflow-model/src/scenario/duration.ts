/** Durations and amounts as scenarios write them. */

export const DURATION = /^(\d{1,9}(?:\.\d{1,3})?) ?(ms|s|min)$/
export const AMOUNT = /^(at most|at least) (\d{1,6})$/

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 }

/** @returns milliseconds; null for what is no duration */
export function parseDuration(text: string): number | null {
  const [, amount, unit] = DURATION.exec(text) ?? []
  return unit === undefined ? null : Math.round(Number(amount) * (UNITS[unit] ?? 0))
}

/** "1.5 s", "200 ms" */
export const formatDuration = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 10) / 100} s`

/** Reads `3`, `at most 3` and `at least 2`. */
export function parseAmount(amount: number | string): { least: number; most: number } {
  if (typeof amount === 'number') return { least: amount, most: amount }
  const [, kind, number] = AMOUNT.exec(amount) ?? []
  return kind === 'at most'
    ? { least: 0, most: Number(number) }
    : { least: Number(number), most: Number.POSITIVE_INFINITY }
}
