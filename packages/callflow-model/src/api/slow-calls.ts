/** Slower than this is marked: every millisecond of ours is silence on the line. */
export const SLOW_MS = 1000
