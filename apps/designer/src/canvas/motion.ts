/** Speeds of what the canvas moves by script; the same as the tokens' for what moves by style. */
const SPEEDS_MS = { layout: 240 } as const

/** @returns milliseconds; 0 for people who want no movement. */
export const motion = (kind: keyof typeof SPEEDS_MS): number =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : SPEEDS_MS[kind]
