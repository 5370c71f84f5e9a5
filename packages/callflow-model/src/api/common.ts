/** What the fields of the API have in common. Times are ISO 8601 in UTC, durations in milliseconds. */
import { z } from 'zod'

export const idSchema = z
  .string()
  .min(1)
  .meta({ examples: ['9f86d081884c7d65'] })
export const timeSchema = z.iso.datetime().meta({ examples: ['2026-11-30T09:15:00.000Z'] })

/** A name that is given to a flow or a table. */
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .meta({ examples: ['Main number'] })
/** A name as it is stored. */
export const storedNameSchema = z.string().meta({ examples: ['Main number'] })
export const pivotUrlSchema = z.string().meta({ examples: ['https://studio.example.com/pivot/Jm0f9uKq2'] })
export const callIdSchema = z.string().meta({ examples: ['829597750@10.26.0.158'] })
export const phoneNumberSchema = z.string().meta({ examples: ['+14155550100'] })

/** Flows whose draft or live version names something. */
export const usedBySchema = z.array(z.object({ id: idSchema, name: storedNameSchema }))

/** A whole number in a query. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max))

/** `true` or `false` in a query; false if left out. */
export const flag = () =>
  z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .pipe(z.boolean())

/** A comma list in a query. */
export const listOf = <T>(each: z.ZodType<T, string>, maxItems: number) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(each).min(1).max(maxItems))
