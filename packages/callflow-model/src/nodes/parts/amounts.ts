/** Whole numbers and amounts of time, in the fields of any step. */
import { z } from 'zod'

/**
 * An integer of JSON Schema: any whole number, 1.0 too, and not only the safe ones as `z.int()`. From 1e21 on JSON is
 * written with an exponent, which KAZOO's JSON reader takes for a fraction.
 */
export const integer = () =>
  z
    .number()
    .refine((value) => Number.isInteger(value) && Math.abs(value) < 1e21, { error: 'This needs a whole number.' })

/** Whole seconds or minutes in words: `25 s`, `5 min`. */
export const inSeconds = (seconds: number): string =>
  seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`
