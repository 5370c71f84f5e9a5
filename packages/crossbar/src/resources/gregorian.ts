/** From year 0 to 1970. */
const UNIX_EPOCH_S = 62_167_219_200

/** @param seconds since year 0, as KAZOO counts @returns ISO 8601; null for anything but a number */
export const isoFromGregorian = (seconds: unknown): string | null =>
  typeof seconds === 'number' && seconds > 0 && seconds < 1e12
    ? new Date((seconds - UNIX_EPOCH_S) * 1000).toISOString()
    : null

/** @param unixMs Unix milliseconds @returns whole seconds since year 0 */
export const toGregorian = (unixMs: number): number => Math.floor(unixMs / 1000) + UNIX_EPOCH_S
